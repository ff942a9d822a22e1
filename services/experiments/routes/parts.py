"""Werkkringen that take part, and the people a proeftuin is about."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.experiments.queries import inside
from services.experiments.queries.whole import group_view
from services.experiments.schemas import parts as s
from services.experiments.use_cases import affected_groups, werkkringen
from shared.http import Blueprint, Page, Resource, actor, reading, settings, transaction

blueprint = Blueprint("parts", __name__, url_prefix="/proeftuinen", description="Werkkringen and affected groups")


def _shown(proeftuin_id: UUID, werkkring_id: UUID) -> Any:
    with reading() as session:
        links = inside.list_linked_werkkringen(session, proeftuin_id)
    return next(link for link in links if link["werkkring_id"] == werkkring_id)


@blueprint.route("/<uuid:proeftuin_id>/werkkringen")
class Werkkringen(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="list_linked_werkkringen")
    @blueprint.response(200, s.WerkkringPage)
    def get(self, proeftuin_id: UUID) -> Page[Any]:
        """The werkkringen that take part, and those that were asked."""
        with reading() as session:
            return Page(inside.list_linked_werkkringen(session, proeftuin_id))

    @blueprint.doc(operationId="link_werkkring")
    @blueprint.arguments(s.WerkkringChoice)
    @blueprint.response(201, s.WerkkringLinkView)
    def post(self, given: dict[str, Any], proeftuin_id: UUID) -> Any:
        """A holder links a werkkring: at once as a member of it, else its coordinator is asked."""
        with transaction() as session:
            werkkringen.link_werkkring(session, actor(), proeftuin_id, **given)
        return _shown(proeftuin_id, given["werkkring_id"])


@blueprint.route("/<uuid:proeftuin_id>/werkkringen/<uuid:werkkring_id>/_confirm")
class ConfirmWerkkring(Resource):
    @blueprint.doc(operationId="confirm_werkkring")
    @blueprint.response(200, s.WerkkringLinkView)
    def post(self, proeftuin_id: UUID, werkkring_id: UUID) -> Any:
        """A coordinator of the werkkring says that it takes part."""
        with transaction() as session:
            werkkringen.confirm_werkkring(session, actor(), proeftuin_id, werkkring_id)
        return _shown(proeftuin_id, werkkring_id)


@blueprint.route("/<uuid:proeftuin_id>/affected-groups")
class AffectedGroups(Resource):
    @blueprint.doc(operationId="name_affected_group")
    @blueprint.arguments(s.AffectedGroupText)
    @blueprint.response(201, s.AffectedGroupView)
    def post(self, given: dict[str, Any], proeftuin_id: UUID) -> Any:
        """A holder says of whom the proeftuin is."""
        days = settings().repair_days
        with transaction() as session:
            group = affected_groups.name_affected_group(session, actor(), proeftuin_id, repair_days=days, **given)
            return group_view(actor(), group)


@blueprint.route("/<uuid:proeftuin_id>/affected-groups/<uuid:group_id>")
class OneAffectedGroup(Resource):
    @blueprint.doc(operationId="remove_affected_group")
    @blueprint.response(204)
    def delete(self, proeftuin_id: UUID, group_id: UUID) -> None:
        """A holder takes back a group named by mistake; not once somebody belonged to it."""
        days = settings().repair_days
        with transaction() as session:
            affected_groups.remove_affected_group(session, actor(), proeftuin_id, group_id, repair_days=days)


@blueprint.route("/<uuid:proeftuin_id>/affected-groups/<uuid:group_id>/belongings/me")
class MyBelonging(Resource):
    @blueprint.doc(operationId="declare_belonging")
    @blueprint.response(204)
    def put(self, proeftuin_id: UUID, group_id: UUID) -> None:
        """A participant says “I belong to it”."""
        with transaction() as session:
            affected_groups.declare_belonging(session, actor(), proeftuin_id, group_id)

    @blueprint.doc(operationId="drop_belonging")
    @blueprint.response(204)
    def delete(self, proeftuin_id: UUID, group_id: UUID) -> None:
        """A participant takes that back."""
        days = settings().repair_days
        with transaction() as session:
            affected_groups.drop_belonging(session, actor(), proeftuin_id, group_id, repair_days=days)
