"""What is spent, and how it is put right."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.experiments.queries import money
from services.experiments.schemas import money as s
from services.experiments.use_cases import spending
from shared.http import Blueprint, Page, Resource, Window, actor, reading, transaction

blueprint = Blueprint("money", __name__, url_prefix="/proeftuinen", description="What is spent")


@blueprint.route("/<uuid:proeftuin_id>/funding/spending")
class Spending(Resource):
    @blueprint.doc(operationId="list_spending")
    @blueprint.arguments(Window, location="query")
    @blueprint.response(200, s.SpendingPage)
    def get(self, window: dict[str, Any], proeftuin_id: UUID) -> Page[Any]:
        """Every line, for participants, in the order of writing."""
        with reading() as session:
            return money.list_spending(session, actor(), proeftuin_id, **window)

    @blueprint.doc(operationId="write_spending")
    @blueprint.arguments(s.SpendingText)
    @blueprint.response(201, s.SpendingView)
    def post(self, given: dict[str, Any], proeftuin_id: UUID) -> Any:
        """A holder writes down what was spent of a source, at most what is left of it."""
        with transaction() as session:
            return money.spending_view(spending.write_spending(session, actor(), proeftuin_id, **given))


@blueprint.route("/<uuid:proeftuin_id>/funding/spending/<uuid:line_id>/_reverse")
class Reverse(Resource):
    @blueprint.doc(operationId="reverse_spending")
    @blueprint.arguments(s.Reversal)
    @blueprint.response(201, s.SpendingView)
    def post(self, given: dict[str, Any], proeftuin_id: UUID, line_id: UUID) -> Any:
        """A holder takes a line back by a counter-line that says why; the line itself stays."""
        with transaction() as session:
            return money.spending_view(spending.reverse_spending(session, actor(), proeftuin_id, line_id, **given))
