"""The course of a proeftuin: start, pause, resume, conclude, complete, stop."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.experiments.queries import money
from services.experiments.routes.proeftuinen import Answer, shown
from services.experiments.schemas import plans
from services.experiments.schemas import proeftuin as s
from services.experiments.schemas.money import ClosingStatementView
from services.experiments.use_cases import running
from shared.http import Blueprint, Resource, actor, reading, transaction

blueprint = Blueprint("course", __name__, url_prefix="/proeftuinen", description="From start to completion")


@blueprint.route("/<uuid:proeftuin_id>/_start")
class Start(Resource):
    @blueprint.doc(operationId="start_proeftuin")
    @blueprint.arguments(s.Start)
    @blueprint.response(200, s.ProeftuinView)
    def post(self, given: dict[str, Any], proeftuin_id: UUID) -> Answer:
        """A holder starts it for three years; where something is missing, everything missing is listed."""
        with transaction() as session:
            running.start_proeftuin(session, actor(), proeftuin_id, **given)
        return shown(proeftuin_id)


@blueprint.route("/<uuid:proeftuin_id>/_pause")
class Pause(Resource):
    @blueprint.doc(operationId="pause_proeftuin")
    @blueprint.response(200, s.ProeftuinView)
    def post(self, proeftuin_id: UUID) -> Answer:
        """A holder lets it stand still; the end does not move."""
        with transaction() as session:
            running.pause_proeftuin(session, actor(), proeftuin_id)
        return shown(proeftuin_id)


@blueprint.route("/<uuid:proeftuin_id>/_resume")
class Resume(Resource):
    @blueprint.doc(operationId="resume_proeftuin")
    @blueprint.response(200, s.ProeftuinView)
    def post(self, proeftuin_id: UUID) -> Answer:
        """A holder lets it go on, where no part is missing."""
        with transaction() as session:
            running.resume_proeftuin(session, actor(), proeftuin_id)
        return shown(proeftuin_id)


@blueprint.route("/<uuid:proeftuin_id>/_conclude")
class Conclude(Resource):
    @blueprint.doc(operationId="conclude_proeftuin")
    @blueprint.response(200, s.ProeftuinView)
    def post(self, proeftuin_id: UUID) -> Answer:
        """A holder begins to round off, in the last six months."""
        with transaction() as session:
            running.conclude_proeftuin(session, actor(), proeftuin_id)
        return shown(proeftuin_id)


@blueprint.route("/<uuid:proeftuin_id>/_complete")
class Complete(Resource):
    @blueprint.doc(operationId="complete_proeftuin")
    @blueprint.response(200, s.ProeftuinView)
    def post(self, proeftuin_id: UUID) -> Answer:
        """A holder ends it well, where the closing checklist is done."""
        with transaction() as session:
            running.complete_proeftuin(session, actor(), proeftuin_id)
        return shown(proeftuin_id)


@blueprint.route("/<uuid:proeftuin_id>/_stop")
class Stop(Resource):
    @blueprint.doc(operationId="stop_proeftuin")
    @blueprint.arguments(s.Stop)
    @blueprint.response(200, s.ProeftuinView)
    def post(self, given: dict[str, Any], proeftuin_id: UUID) -> Answer:
        """End it early, with a reason and a lesson; a steward with a reason."""
        with transaction() as session:
            running.stop_proeftuin(session, actor(), proeftuin_id, **given)
        return shown(proeftuin_id)


@blueprint.route("/<uuid:proeftuin_id>/closing-statement")
class ClosingStatement(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="get_closing_statement")
    @blueprint.response(200, ClosingStatementView)
    def get(self, proeftuin_id: UUID) -> Any:
        """What became of the money, with the sums; for participants per source."""
        with reading() as session:
            return money.get_closing_statement(session, actor(), proeftuin_id)

    @blueprint.doc(operationId="give_closing_statement")
    @blueprint.arguments(plans.ClosingStatement)
    @blueprint.response(200, plans.ClosingStatement)
    def put(self, given: dict[str, Any], proeftuin_id: UUID) -> Any:
        """A holder tells what became of the money."""
        with transaction() as session:
            running.give_closing_statement(session, actor(), proeftuin_id, **given)
        return given
