"""Publications: the list, one of them, and taking one back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.sharing.queries import publications as queries
from services.sharing.routes.credits import View, credited
from services.sharing.schemas import publications as s
from services.sharing.use_cases import publications as use_cases
from shared.errors import Gone
from shared.http import Blueprint, Page, Resource, actor, reading, settings, transaction, version_tag

publications = Blueprint(
    "publications", __name__, url_prefix="/publications", description="What proeftuinen share with everyone"
)


def _taken_back(view: View) -> Gone:
    why = f" {view['retracted_why']}" if view["retracted_why"] else ""
    return Gone("retracted", f"This was taken back on {view['retracted_at']:%Y-%m-%d}.{why}")


@publications.route("")
class Publications(Resource):
    public = {"GET"}

    @publications.doc(operationId="list_publications")
    @publications.arguments(s.PublicationFilter, location="query")
    @publications.response(200, s.PublicationPage)
    def get(self, asked: dict[str, Any]) -> Page[View]:
        """What is published now, newest first."""
        with reading() as session:
            page = queries.list_publications(session, origin=settings().public_url, **asked)
        return Page(credited(page.items), page.cursor)


@publications.route("/<uuid:publication_id>")
class OnePublication(Resource):
    public = {"GET"}

    @publications.doc(operationId="get_publication", responses={"410": {"description": "It was taken back."}})
    @publications.response(200, s.PublicationView)
    def get(self, publication_id: UUID) -> tuple[View, dict[str, str]]:
        """One publication with its revisions; 410 once it was taken back."""
        with reading() as session:
            view = queries.get_publication(session, publication_id, origin=settings().public_url)
        if view["state"] == "retracted":
            raise _taken_back(view)
        return credited([view])[0], version_tag(view["version"])


@publications.route("/<uuid:publication_id>/_retract")
class Retract(Resource):
    @publications.doc(operationId="retract_publication")
    @publications.arguments(s.Retraction)
    @publications.response(200, s.Retracted)
    def post(self, given: dict[str, Any], publication_id: UUID) -> Any:
        """An editor takes a publication back, with a reason that readers see."""
        with transaction() as session:
            return use_cases.retract_publication(session, actor(), publication_id, **given)
