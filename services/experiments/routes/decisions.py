"""What was decided, and what everyone contributed in his own words."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.experiments.queries import decisions as queries
from services.experiments.schemas import decisions as s
from services.experiments.use_cases import contributions, decisions
from shared.http import Blueprint, Page, Resource, Window, actor, reading, transaction

blueprint = Blueprint("decisions", __name__, url_prefix="/proeftuinen", description="Decisions and contributions")


def _shown(proeftuin_id: UUID, decision_id: UUID) -> Any:
    with reading() as session:
        return queries.get_decision(session, actor(), proeftuin_id, decision_id)


@blueprint.route("/<uuid:proeftuin_id>/decisions")
class Decisions(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="list_decisions")
    @blueprint.arguments(Window, location="query")
    @blueprint.response(200, s.DecisionPage)
    def get(self, window: dict[str, Any], proeftuin_id: UUID) -> Page[Any]:
        """What was decided, newest first; participants see what is for them only."""
        with reading() as session:
            return queries.list_decisions(session, actor(), proeftuin_id, **window)

    @blueprint.doc(operationId="record_decision")
    @blueprint.arguments(s.DecisionText)
    @blueprint.response(201, s.DecisionView)
    def post(self, given: dict[str, Any], proeftuin_id: UUID) -> Any:
        """A participant records a decision; it changes only by a newer one that supersedes it."""
        with transaction() as session:
            decision_id = decisions.record_decision(session, actor(), proeftuin_id, **given)
        return _shown(proeftuin_id, decision_id)


@blueprint.route("/<uuid:proeftuin_id>/decisions/<uuid:decision_id>")
class OneDecision(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="get_decision")
    @blueprint.response(200, s.DecisionView)
    def get(self, proeftuin_id: UUID, decision_id: UUID) -> Any:
        """One decision, and what superseded it."""
        return _shown(proeftuin_id, decision_id)


@blueprint.route("/<uuid:proeftuin_id>/contributions")
class Contributions(Resource):
    @blueprint.doc(operationId="list_contributions")
    @blueprint.arguments(Window, location="query")
    @blueprint.response(200, s.ContributionPage)
    def get(self, window: dict[str, Any], proeftuin_id: UUID) -> Page[Any]:
        """What participants contributed, newest first; who left finds his own."""
        with reading() as session:
            return queries.list_contributions(session, actor(), proeftuin_id, **window)

    @blueprint.doc(operationId="tell_contribution")
    @blueprint.arguments(s.ContributionText)
    @blueprint.response(201, s.ContributionView)
    def post(self, given: dict[str, Any], proeftuin_id: UUID) -> Any:
        """A participant tells what he contributed, in his own words."""
        with transaction() as session:
            return contributions.tell_contribution(session, actor(), proeftuin_id, **given)


@blueprint.route("/<uuid:proeftuin_id>/contributions/<uuid:contribution_id>/_withdraw")
class WithdrawContribution(Resource):
    @blueprint.doc(operationId="withdraw_contribution")
    @blueprint.response(204)
    def post(self, proeftuin_id: UUID, contribution_id: UUID) -> None:
        """Who told it takes it back, also after leaving; its words are gone then."""
        with transaction() as session:
            contributions.withdraw_contribution(session, actor(), proeftuin_id, contribution_id)
