"""Results of measuring: aggregates of at least five people, and nothing else."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from flask import Response, request

from services.experiments.queries import inside, packages
from services.experiments.queries import results as queries
from services.experiments.schemas import measuring as s
from services.experiments.schemas import parts
from services.experiments.use_cases import releasing
from shared.http import Blueprint, Page, Resource, actor, reading, settings, transaction

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


@blueprint.route(f"{AT}/table")
class Table(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="export_results_table")
    @blueprint.response(200, content_type="text/csv; charset=utf-8")
    def get(self, proeftuin_id: UUID, experiment_id: UUID) -> Response:
        """All results as one CSV file: of everyone, and of each affected group."""
        with reading() as session:
            found = queries.every_result(session, actor(), proeftuin_id, experiment_id)
        return _file(packages.export_results_table(found), "text/csv; charset=utf-8", f"{experiment_id}.csv")


@blueprint.route(f"{AT}/package")
class Package(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="export_results_package")
    @blueprint.response(200, content_type="application/zip")
    def get(self, proeftuin_id: UUID, experiment_id: UUID) -> Response:
        """The same with every column described, for Frictionless and for CSV on the Web, as a zip."""
        with reading() as session:
            found = queries.every_result(session, actor(), proeftuin_id, experiment_id)
            title = inside.get_experiment(session, proeftuin_id, experiment_id).question
        address = f"{settings().public_url}/proeftuinen/{proeftuin_id}"
        zipped = packages.export_results_package(
            found, name=f"experiment-{experiment_id}", title=title, address=address
        )
        return _file(zipped, "application/zip", f"{experiment_id}.zip")


def _file(body: bytes, media_type: str, name: str) -> Response:
    """A file to keep; 304 for who has it already."""
    response = Response(body, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.set_etag(hashlib.sha256(body).hexdigest()[:32])
    response.make_conditional(request)
    return response
