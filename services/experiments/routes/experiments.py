"""What a proeftuin tries, and how that was revised."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.experiments.queries import inside, revisions
from services.experiments.routes.proeftuinen import Answer
from services.experiments.schemas import parts as s
from services.experiments.use_cases import experiments
from shared.http import Blueprint, Page, Resource, actor, if_match, reading, transaction, version_tag

blueprint = Blueprint("experiments", __name__, url_prefix="/proeftuinen", description="What is tried and measured")


@blueprint.route("/<uuid:proeftuin_id>/experiments")
class Experiments(Resource):
    @blueprint.doc(operationId="add_experiment")
    @blueprint.arguments(s.ExperimentText)
    @blueprint.response(201, s.ExperimentView)
    def post(self, given: dict[str, Any], proeftuin_id: UUID) -> Answer:
        """A holder, or a representative of the research group, describes what is tried."""
        with transaction() as session:
            experiment = experiments.add_experiment(session, actor(), proeftuin_id, **given)
        return experiment, version_tag(experiment.version)


@blueprint.route("/<uuid:proeftuin_id>/experiments/<uuid:experiment_id>")
class OneExperiment(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="get_experiment")
    @blueprint.response(200, s.ExperimentView)
    def get(self, proeftuin_id: UUID, experiment_id: UUID) -> Answer:
        """One experiment as it stands now."""
        with reading() as session:
            experiment = inside.get_experiment(session, proeftuin_id, experiment_id)
        return experiment, version_tag(experiment.version)

    @blueprint.doc(operationId="revise_experiment")
    @blueprint.arguments(s.ExperimentChanges)
    @blueprint.response(200, s.ExperimentView)
    def patch(self, changes: dict[str, Any], proeftuin_id: UUID, experiment_id: UUID) -> Answer:
        """Change it openly; If-Match is needed, and the earlier revision is kept."""
        with transaction() as session:
            proeftuin, experiment = experiments.experiment_to_revise(session, actor(), proeftuin_id, experiment_id)
            if_match(experiment.version, required=True)
            experiments.revise_experiment(session, actor(), proeftuin, experiment, **changes)
        return experiment, version_tag(experiment.version)


@blueprint.route("/<uuid:proeftuin_id>/experiments/<uuid:experiment_id>/revisions")
class Revisions(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="list_revisions")
    @blueprint.response(200, s.RevisionPage)
    def get(self, proeftuin_id: UUID, experiment_id: UUID) -> Page[Any]:
        """Every revision of an experiment, oldest first."""
        with reading() as session:
            return Page(inside.list_revisions(session, actor(), proeftuin_id, experiment_id))


@blueprint.route("/<uuid:proeftuin_id>/experiments/<uuid:experiment_id>/revisions/<int:version>/changes")
class Changes(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="compare_revisions")
    @blueprint.arguments(s.Against, location="query")
    @blueprint.response(200, s.RevisionComparison)
    def get(self, asked: dict[str, Any], proeftuin_id: UUID, experiment_id: UUID, version: int) -> Any:
        """What a revision changed, line by line, compared with the one before or with any other."""
        with reading() as session:
            return revisions.compare_revisions(session, proeftuin_id, experiment_id, version, **asked)
