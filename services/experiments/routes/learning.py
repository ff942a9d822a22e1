"""Rounds of trying, looking and learning, and what they are worth to whom."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.experiments.queries import learning
from services.experiments.schemas import learning as s
from services.experiments.use_cases import cycles, values
from shared.http import Blueprint, Page, Resource, Window, actor, reading, transaction

blueprint = Blueprint("learning", __name__, url_prefix="/proeftuinen", description="Cycles and value")


def _shown(proeftuin_id: UUID, cycle_id: UUID) -> Any:
    with reading() as session:
        return learning.get_cycle(session, proeftuin_id, cycle_id)


@blueprint.route("/<uuid:proeftuin_id>/cycles")
class Cycles(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="list_cycles")
    @blueprint.arguments(Window, location="query")
    @blueprint.response(200, s.CyclePage)
    def get(self, window: dict[str, Any], proeftuin_id: UUID) -> Page[Any]:
        """Rounds of trying, looking and learning, newest first, with their lessons."""
        with reading() as session:
            return learning.list_cycles(session, proeftuin_id, **window)

    @blueprint.doc(operationId="open_cycle")
    @blueprint.arguments(s.CycleText)
    @blueprint.response(201, s.CycleView)
    def post(self, given: dict[str, Any], proeftuin_id: UUID) -> Any:
        """A holder begins a round, while the proeftuin runs and no other round is open."""
        with transaction() as session:
            cycle_id = cycles.open_cycle(session, actor(), proeftuin_id, **given)
        return _shown(proeftuin_id, cycle_id)


@blueprint.route("/<uuid:proeftuin_id>/cycles/<uuid:cycle_id>/_look")
class Look(Resource):
    @blueprint.doc(operationId="look_at_cycle")
    @blueprint.response(200, s.CycleView)
    def post(self, proeftuin_id: UUID, cycle_id: UUID) -> Any:
        """A holder ends the trying: what came of it is looked at."""
        with transaction() as session:
            cycles.look_at_cycle(session, actor(), proeftuin_id, cycle_id)
        return _shown(proeftuin_id, cycle_id)


@blueprint.route("/<uuid:proeftuin_id>/cycles/<uuid:cycle_id>/_close")
class Close(Resource):
    @blueprint.doc(operationId="close_cycle")
    @blueprint.arguments(s.CycleClosing)
    @blueprint.response(200, s.CycleView)
    def post(self, given: dict[str, Any], proeftuin_id: UUID, cycle_id: UUID) -> Any:
        """A holder closes it with a lesson, posted for everyone, and reflects on the three working principles."""
        with transaction() as session:
            cycles.close_cycle(session, actor(), proeftuin_id, cycle_id, **given)
        return _shown(proeftuin_id, cycle_id)


@blueprint.route("/<uuid:proeftuin_id>/value-statements")
class ValueStatements(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="list_value_statements")
    @blueprint.arguments(s.ValueFilter, location="query")
    @blueprint.response(200, s.ValuePage)
    def get(self, asked: dict[str, Any], proeftuin_id: UUID) -> Page[Any]:
        """Expected and found value over time, of all stakeholders or of one."""
        with reading() as session:
            return learning.list_value_statements(session, actor(), proeftuin_id, **asked)

    @blueprint.doc(operationId="state_value")
    @blueprint.arguments(s.ValueText)
    @blueprint.response(201, s.ValueView)
    def post(self, given: dict[str, Any], proeftuin_id: UUID) -> Any:
        """A participant tells which value a stakeholder expects, or found."""
        with transaction() as session:
            return learning.value_view(values.state_value(session, actor(), proeftuin_id, **given), named=True)
