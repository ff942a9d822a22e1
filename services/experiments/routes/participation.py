"""Coming, going, holding, and WIN's roles."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.experiments.queries import inside
from services.experiments.schemas import participation as s
from services.experiments.use_cases import participation, win_roles
from shared.http import Blueprint, Page, Resource, Window, actor, reading, settings, transaction

blueprint = Blueprint("participation", __name__, url_prefix="/proeftuinen", description="Who takes part, and how")


@blueprint.route("/<uuid:proeftuin_id>/stints")
class Stints(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="list_stints")
    @blueprint.arguments(Window, location="query")
    @blueprint.response(200, s.StintPage)
    def get(self, asked: dict[str, Any], proeftuin_id: UUID) -> Page[Any]:
        """Every stay there ever was, oldest first; participants see whose."""
        with reading() as session:
            return inside.list_stints(session, actor(), proeftuin_id, **asked)

    @blueprint.doc(operationId="join_proeftuin")
    @blueprint.arguments(s.Joining)
    @blueprint.response(201, s.StintView)
    def post(self, given: dict[str, Any], proeftuin_id: UUID) -> Any:
        """Take part from now on; nobody needs to accept."""
        with transaction() as session:
            return participation.join_proeftuin(session, actor(), proeftuin_id, **given)


@blueprint.route("/<uuid:proeftuin_id>/stints/me/_end")
class Leave(Resource):
    @blueprint.doc(operationId="leave_proeftuin")
    @blueprint.arguments(s.Leaving)
    @blueprint.response(200, s.StintView)
    def post(self, given: dict[str, Any], proeftuin_id: UUID) -> Any:
        """Leave, at once; the last holder hands over first."""
        days = settings().repair_days
        with transaction() as session:
            return participation.leave_proeftuin(session, actor(), proeftuin_id, repair_days=days, **given)


@blueprint.route("/<uuid:proeftuin_id>/holders/<uuid:person_id>")
class Holders(Resource):
    @blueprint.doc(operationId="appoint_holder")
    @blueprint.response(204)
    def put(self, proeftuin_id: UUID, person_id: UUID) -> None:
        """A holder lets a participant hold it with him."""
        with transaction() as session:
            participation.appoint_holder(session, actor(), proeftuin_id, person_id)

    @blueprint.doc(operationId="dismiss_holder")
    @blueprint.response(204)
    def delete(self, proeftuin_id: UUID, person_id: UUID) -> None:
        """Somebody holds it no longer; the last holder stays."""
        with transaction() as session:
            participation.dismiss_holder(session, actor(), proeftuin_id, person_id)


@blueprint.route("/<uuid:proeftuin_id>/win-roles")
class WinRoles(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="list_win_roles")
    @blueprint.response(200, s.WinRolePage)
    def get(self, proeftuin_id: UUID) -> Page[Any]:
        """WIN's roles, present and past."""
        with reading() as session:
            return Page(inside.list_win_roles(session, actor(), proeftuin_id))

    @blueprint.doc(operationId="assign_win_role")
    @blueprint.arguments(s.WinRoleAssignment)
    @blueprint.response(201, s.WinRoleView)
    def post(self, given: dict[str, Any], proeftuin_id: UUID) -> Any:
        """A steward lets someone take a role of WIN."""
        with transaction() as session:
            return win_roles.assign_win_role(session, actor(), proeftuin_id, **given)


@blueprint.route("/<uuid:proeftuin_id>/win-roles/<uuid:win_role_id>/_end")
class EndWinRole(Resource):
    @blueprint.doc(operationId="end_win_role")
    @blueprint.response(200, s.WinRoleView)
    def post(self, proeftuin_id: UUID, win_role_id: UUID) -> Any:
        """A steward ends it, or who bears it lays it down."""
        with transaction() as session:
            return win_roles.end_win_role(session, actor(), proeftuin_id, win_role_id)
