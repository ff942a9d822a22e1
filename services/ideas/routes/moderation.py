"""Moderation of ideas: hiding with a statement of reasons, appeals, reports, first posts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.ideas.queries import moderation as reads
from services.ideas.routes.ideas import Answer, shown
from services.ideas.schemas import ideas as i
from services.ideas.schemas import moderation as s
from services.ideas.use_cases import appeals, deciding, moderation, reports
from shared.http import Blueprint, Page, Resource, actor, database, limited, reading, transaction

blueprint = Blueprint("moderation", __name__, url_prefix="/ideas", description="Hiding, appeals and reports")

REPORTS_PER_HOUR = 30


@blueprint.route("/<uuid:idea_id>/_hide")
class Hide(Resource):
    @blueprint.doc(operationId="hide_idea")
    @blueprint.arguments(i.Reasoned)
    @blueprint.response(200, i.IdeaView)
    def post(self, given: dict[str, Any], idea_id: UUID) -> Answer:
        """A moderator hides the idea, with a statement of reasons for its author."""
        with transaction() as session:
            moderation.hide_idea(session, actor(), idea_id, **given)
        return shown(idea_id)


@blueprint.route("/<uuid:idea_id>/_unhide")
class Unhide(Resource):
    @blueprint.doc(operationId="unhide_idea")
    @blueprint.arguments(i.Reasoned)
    @blueprint.response(200, i.IdeaView)
    def post(self, given: dict[str, Any], idea_id: UUID) -> Answer:
        """A moderator shows it again, with a reason."""
        with transaction() as session:
            moderation.unhide_idea(session, actor(), idea_id, **given)
        return shown(idea_id)


@blueprint.route("/<uuid:idea_id>/_release")
class Release(Resource):
    @blueprint.doc(operationId="release_idea")
    @blueprint.response(200, i.IdeaView)
    def post(self, idea_id: UUID) -> Answer:
        """A moderator lets everyone read an idea that was held."""
        with transaction() as session:
            deciding.release_idea(session, actor(), idea_id)
        return shown(idea_id)


@blueprint.route("/<uuid:idea_id>/_appeal")
class LodgeAppeal(Resource):
    @blueprint.doc(operationId="appeal_idea")
    @blueprint.arguments(s.AppealText)
    @blueprint.response(201, s.AppealView)
    def post(self, given: dict[str, Any], idea_id: UUID) -> Any:
        """The author of a hidden idea asks another moderator to decide."""
        with transaction() as session:
            return appeals.appeal_idea(session, actor(), idea_id, **given)


@blueprint.route("/<uuid:idea_id>/appeals")
class AppealsOfIdea(Resource):
    @blueprint.doc(operationId="list_appeals_of_idea")
    @blueprint.response(200, s.AppealPage)
    def get(self, idea_id: UUID) -> Page[Any]:
        """Every appeal about the idea, for its author and for moderators."""
        with reading() as session:
            return Page(reads.list_appeals_of_idea(session, actor(), idea_id))


@blueprint.route("/<uuid:idea_id>/appeals/<uuid:appeal_id>/_grant")
class GrantAppeal(Resource):
    @blueprint.doc(operationId="grant_appeal")
    @blueprint.arguments(i.Reasoned)
    @blueprint.response(200, s.AppealView)
    def post(self, given: dict[str, Any], idea_id: UUID, appeal_id: UUID) -> Any:
        """Another moderator shows the idea again."""
        with transaction() as session:
            return moderation.grant_appeal(session, actor(), idea_id, appeal_id, **given)


@blueprint.route("/<uuid:idea_id>/appeals/<uuid:appeal_id>/_deny")
class DenyAppeal(Resource):
    @blueprint.doc(operationId="deny_appeal")
    @blueprint.arguments(i.Reasoned)
    @blueprint.response(200, s.AppealView)
    def post(self, given: dict[str, Any], idea_id: UUID, appeal_id: UUID) -> Any:
        """Another moderator keeps it hidden, and says why."""
        with transaction() as session:
            return appeals.deny_appeal(session, actor(), idea_id, appeal_id, **given)


@blueprint.route("/<uuid:idea_id>/reports")
class ReportsOfIdea(Resource):
    @blueprint.doc(operationId="report_idea")
    @blueprint.arguments(i.Reasoned)
    @blueprint.response(201, s.ReportReceipt)
    def post(self, given: dict[str, Any], idea_id: UUID) -> Any:
        """A reader tells the moderators why it should not stand there."""
        _not_too_often()
        with transaction() as session:
            return reports.report_idea(session, actor(), idea_id, **given)


@blueprint.route("/<uuid:idea_id>/comments/<uuid:comment_id>/reports")
class ReportsOfComment(Resource):
    @blueprint.doc(operationId="report_comment")
    @blueprint.arguments(i.Reasoned)
    @blueprint.response(201, s.ReportReceipt)
    def post(self, given: dict[str, Any], idea_id: UUID, comment_id: UUID) -> Any:
        """A reader tells the moderators why a comment should not stand there."""
        _not_too_often()
        with transaction() as session:
            return reports.report_comment(session, actor(), idea_id, comment_id, **given)


def _not_too_often() -> None:
    limited(database(), f"report|{actor().person}", most=REPORTS_PER_HOUR, seconds=3600)
