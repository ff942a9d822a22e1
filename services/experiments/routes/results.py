"""Results of measuring: aggregates of at least five people, and nothing else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.experiments.queries import results as queries
from services.experiments.schemas import measuring as s
from services.experiments.schemas import parts
from services.experiments.use_cases import releasing
from shared.http import Blueprint, Page, Resource, actor, reading, transaction

blueprint = Blueprint("results", __name__, url_prefix="/proeftuinen", description="What was measured, as aggregates")
AT = "/<uuid:proeftuin_id>/experiments/<uuid:experiment_id>/results"


@blueprint.route(AT)
class Results(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="list_results")
    @blueprint.arguments(s.ResultFilter, location="query")
    @blueprint.response(200, s.ResultPage)
    def get(self, asked: dict[str, Any], proeftuin_id: UUID, experiment_id: UUID) -> Page[Any]:
        """Whole periods as they were released, oldest first; for everyone once a holder opened them."""
        with reading() as session:
            return queries.list_results(session, actor(), proeftuin_id, experiment_id, **asked)


@blueprint.route(f"{AT}/_open")
class Open(Resource):
    @blueprint.doc(operationId="open_results")
    @blueprint.response(200, parts.ExperimentView)
    def post(self, proeftuin_id: UUID, experiment_id: UUID) -> Any:
        """A holder lets everyone see them, for good."""
        with transaction() as session:
            return releasing.open_results(session, actor(), proeftuin_id, experiment_id)
