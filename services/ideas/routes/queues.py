"""What waits for moderators: reports, appeals, first posts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.ideas.queries import moderation as reads
from services.ideas.schemas import moderation as s
from services.ideas.schemas.ideas import Reasoned
from services.ideas.use_cases import reports
from shared.http import Blueprint, Page, Resource, Window, actor, reading, transaction

blueprint = Blueprint("queues", __name__, url_prefix="", description="What waits for moderators")


@blueprint.route("/reports")
class Reports(Resource):
    @blueprint.doc(operationId="list_reports")
    @blueprint.arguments(s.ReportFilter, location="query")
    @blueprint.response(200, s.ReportPage)
    def get(self, asked: dict[str, Any]) -> Page[Any]:
        """What readers reported, oldest first: for moderators."""
        with reading() as session:
            return reads.list_reports(session, actor(), **asked)


@blueprint.route("/reports/<uuid:report_id>/_dismiss")
class DismissReport(Resource):
    @blueprint.doc(operationId="dismiss_report")
    @blueprint.arguments(Reasoned)
    @blueprint.response(200, s.ReportView)
    def post(self, given: dict[str, Any], report_id: UUID) -> Any:
        """A moderator sees no reason to hide it, and says why."""
        with transaction() as session:
            return reports.dismiss_report(session, actor(), report_id, **given)


@blueprint.route("/appeals")
class Appeals(Resource):
    @blueprint.doc(operationId="list_appeals")
    @blueprint.arguments(s.AppealFilter, location="query")
    @blueprint.response(200, s.AppealPage)
    def get(self, asked: dict[str, Any]) -> Page[Any]:
        """Appeals, oldest first: for moderators."""
        with reading() as session:
            return reads.list_appeals(session, actor(), **asked)


@blueprint.route("/held")
class Held(Resource):
    @blueprint.doc(operationId="list_held")
    @blueprint.arguments(Window, location="query")
    @blueprint.response(200, s.HeldPage)
    def get(self, asked: dict[str, Any]) -> Page[Any]:
        """First posts that wait for a look, oldest first: for moderators."""
        with reading() as session:
            return reads.list_held(session, actor(), **asked)
