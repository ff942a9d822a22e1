"""What participants tell."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.experiments.queries import inside
from services.experiments.routes.proeftuinen import Answer
from services.experiments.schemas import updates as s
from services.experiments.schemas.participation import Credit
from services.experiments.use_cases import updates
from shared.http import Blueprint, Page, Resource, actor, if_match, reading, transaction, version_tag

blueprint = Blueprint("updates", __name__, url_prefix="/proeftuinen", description="Progress, experiences, outcomes")


def _shown(proeftuin_id: UUID, update_id: UUID) -> Answer:
    with reading() as session:
        found = inside.get_update(session, actor(), proeftuin_id, update_id)
    return found, version_tag(found.version)


@blueprint.route("/<uuid:proeftuin_id>/updates")
class Updates(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="list_updates")
    @blueprint.arguments(s.UpdateFilter, location="query")
    @blueprint.response(200, s.UpdatePage)
    def get(self, asked: dict[str, Any], proeftuin_id: UUID) -> Page[Any]:
        """What was told, newest first; participants see what is for them only."""
        with reading() as session:
            return inside.list_updates(session, actor(), proeftuin_id, **asked)

    @blueprint.doc(operationId="post_update")
    @blueprint.arguments(s.UpdateText)
    @blueprint.response(201, s.UpdateView)
    def post(self, given: dict[str, Any], proeftuin_id: UUID) -> Answer:
        """A participant tells something, to everyone or to participants only."""
        with transaction() as session:
            update_id = updates.post_update(session, actor(), proeftuin_id, **given)
        return _shown(proeftuin_id, update_id)


@blueprint.route("/<uuid:proeftuin_id>/updates/<uuid:update_id>")
class OneUpdate(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="get_update")
    @blueprint.response(200, s.UpdateView)
    def get(self, proeftuin_id: UUID, update_id: UUID) -> Answer:
        """One update."""
        return _shown(proeftuin_id, update_id)

    @blueprint.doc(operationId="revise_update")
    @blueprint.arguments(s.UpdateChanges)
    @blueprint.response(200, s.UpdateView)
    def patch(self, changes: dict[str, Any], proeftuin_id: UUID, update_id: UUID) -> Answer:
        """Its author changes it; If-Match is needed."""
        with transaction() as session:
            proeftuin, update = updates.update_to_revise(session, actor(), proeftuin_id, update_id)
            if_match(update.version, required=True)
            updates.revise_update(session, actor(), proeftuin, update, **changes)
        return update, version_tag(update.version)


@blueprint.route("/<uuid:proeftuin_id>/updates/<uuid:update_id>/_withdraw")
class Withdraw(Resource):
    @blueprint.doc(operationId="withdraw_update")
    @blueprint.response(204)
    def post(self, proeftuin_id: UUID, update_id: UUID) -> None:
        """Its author, or a holder, takes it back for good."""
        with transaction() as session:
            updates.withdraw_update(session, actor(), proeftuin_id, update_id)


@blueprint.route("/<uuid:proeftuin_id>/stints/me/credit")
class MyCredit(Resource):
    @blueprint.doc(operationId="choose_credit")
    @blueprint.arguments(Credit)
    @blueprint.response(204)
    def put(self, given: dict[str, Any], proeftuin_id: UUID) -> None:
        """Be named, or not, with everything one told here; also after leaving."""
        with transaction() as session:
            updates.choose_credit(session, actor(), proeftuin_id, **given)


@blueprint.route("/<uuid:proeftuin_id>/held-publications")
class HeldPublications(Resource):
    @blueprint.doc(operationId="list_held_publications")
    @blueprint.response(200, s.HeldPage)
    def get(self, proeftuin_id: UUID) -> Page[Any]:
        """What an editor looks at before it is public again, and why: for who is inside."""
        with reading() as session:
            return Page(inside.list_held_publications(session, actor(), proeftuin_id))
