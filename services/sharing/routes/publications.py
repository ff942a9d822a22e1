"""Publications: the list, one of them with what it said before, and what editors do with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.sharing.queries import publications as queries
from services.sharing.queries import revisions
from services.sharing.routes.credits import View, credited
from services.sharing.schemas import publications as s
from services.sharing.use_cases import editing
from shared.http import Blueprint, Page, Resource, actor, reading, settings, transaction, version_tag

publications = Blueprint(
    "publications", __name__, url_prefix="/publications", description="What proeftuinen share with everyone"
)
NOT_READABLE = {
    "403": {"description": "An editor looks at it first."},
    "410": {"description": "It was taken back."},
}


@publications.route("")
class Publications(Resource):
    public = {"GET"}

    @publications.doc(operationId="list_publications")
    @publications.arguments(s.PublicationFilter, location="query")
    @publications.response(200, s.PublicationPage)
    def get(self, asked: dict[str, Any]) -> Page[View]:
        """What is published now, newest first; for editors also what is held or was taken back."""
        with reading() as session:
            page = queries.list_publications(session, actor(), origin=settings().public_url, **asked)
        return Page(credited(page.items), page.cursor)


@publications.route("/<uuid:publication_id>")
class OnePublication(Resource):
    public = {"GET"}

    @publications.doc(operationId="get_publication", responses=NOT_READABLE)
    @publications.response(200, s.PublicationView)
    def get(self, publication_id: UUID) -> tuple[View, dict[str, str]]:
        """One publication; 410 once it was taken back, 403 while an editor holds it."""
        with reading() as session:
            view = queries.get_publication(session, actor(), publication_id, origin=settings().public_url)
        return credited([view])[0], version_tag(view["version"])


@publications.route("/<uuid:publication_id>/revisions/<int:revision>")
class OneRevision(Resource):
    public = {"GET"}

    @publications.doc(operationId="get_revision", responses=NOT_READABLE)
    @publications.response(200, s.RevisionText)
    def get(self, publication_id: UUID, revision: int) -> View:
        """What it said in one of its revisions."""
        with reading() as session:
            return revisions.get_revision(session, actor(), publication_id, revision)


@publications.route("/<uuid:publication_id>/revisions/<int:revision>/differences")
class Differences(Resource):
    public = {"GET"}

    @publications.doc(operationId="compare_revisions", responses=NOT_READABLE)
    @publications.arguments(s.Against, location="query")
    @publications.response(200, s.LinePage)
    def get(self, asked: dict[str, int], publication_id: UUID, revision: int) -> Page[View]:
        """This revision held against another: what was there before, and what is there now."""
        with reading() as session:
            return Page(revisions.compare_revisions(session, actor(), publication_id, revision, **asked))


@publications.route("/<uuid:publication_id>/_hold")
class Hold(Resource):
    @publications.doc(operationId="hold_publication")
    @publications.arguments(s.Reason)
    @publications.response(200, s.Edited)
    def post(self, given: dict[str, Any], publication_id: UUID) -> Any:
        """An editor holds it, with a reason for its group: nobody else reads it until it is released."""
        with transaction() as session:
            return editing.hold_publication(session, actor(), publication_id, **given)


@publications.route("/<uuid:publication_id>/_release")
class Release(Resource):
    @publications.doc(operationId="release_publication")
    @publications.response(200, s.Edited)
    def post(self, publication_id: UUID) -> Any:
        """An editor lets everyone read again what was held."""
        with transaction() as session:
            return editing.release_publication(session, actor(), publication_id)


@publications.route("/<uuid:publication_id>/_retract")
class Retract(Resource):
    @publications.doc(operationId="retract_publication")
    @publications.arguments(s.Retraction)
    @publications.response(200, s.Edited)
    def post(self, given: dict[str, Any], publication_id: UUID) -> Any:
        """An editor takes a publication back, with a reason that readers see."""
        with transaction() as session:
            return editing.retract_publication(session, actor(), publication_id, **given)
