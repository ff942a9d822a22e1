"""Moderation of who takes part: bars with reasons, and appeals."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.experiments.queries import bars as queries
from services.experiments.schemas import bars as s
from services.experiments.use_cases import appeals, bars
from shared.http import Blueprint, Page, Resource, actor, reading, transaction

blueprint = Blueprint("bars", __name__, description="Who is kept out, and appeals")


@blueprint.route("/proeftuinen/<uuid:proeftuin_id>/bars")
class Bars(Resource):
    @blueprint.doc(operationId="list_bars")
    @blueprint.response(200, s.BarPage)
    def get(self, proeftuin_id: UUID) -> Page[Any]:
        """Every bar there ever was, for moderators and stewards."""
        with reading() as session:
            return Page(queries.list_bars(session, actor(), proeftuin_id))


@blueprint.route("/proeftuinen/<uuid:proeftuin_id>/bars/<uuid:person_id>")
class OneBar(Resource):
    @blueprint.doc(operationId="bar_person")
    @blueprint.arguments(s.Reasoned)
    @blueprint.response(200, s.BarView)
    def put(self, given: dict[str, Any], proeftuin_id: UUID, person_id: UUID) -> Any:
        """A moderator keeps someone out, with a reason; his stay ends at once."""
        with transaction() as session:
            return bars.bar_person(session, actor(), proeftuin_id, person_id, **given)

    @blueprint.doc(operationId="lift_bar")
    @blueprint.response(204)
    def delete(self, proeftuin_id: UUID, person_id: UUID) -> None:
        """A moderator lets him in again."""
        with transaction() as session:
            bars.lift_bar(session, actor(), proeftuin_id, person_id)


@blueprint.route("/proeftuinen/<uuid:proeftuin_id>/bars/me")
class MyBar(Resource):
    @blueprint.doc(operationId="get_my_bar")
    @blueprint.response(200, s.MyBar)
    def get(self, proeftuin_id: UUID) -> Any:
        """Why one is kept out, and what became of one's appeal."""
        with reading() as session:
            return queries.get_my_bar(session, actor(), proeftuin_id)


@blueprint.route("/proeftuinen/<uuid:proeftuin_id>/bars/me/_appeal")
class LodgeAppeal(Resource):
    @blueprint.doc(operationId="appeal_bar")
    @blueprint.arguments(s.AppealText)
    @blueprint.response(201, s.AppealView)
    def post(self, given: dict[str, Any], proeftuin_id: UUID) -> Any:
        """Who is barred asks another moderator to decide, once."""
        with transaction() as session:
            return appeals.appeal_bar(session, actor(), proeftuin_id, **given)


@blueprint.route("/proeftuinen/<uuid:proeftuin_id>/appeals/<uuid:appeal_id>/_grant")
class GrantAppeal(Resource):
    @blueprint.doc(operationId="grant_appeal")
    @blueprint.arguments(s.Reasoned)
    @blueprint.response(200, s.AppealView)
    def post(self, given: dict[str, Any], proeftuin_id: UUID, appeal_id: UUID) -> Any:
        """Another moderator, or a steward, lets him in again."""
        with transaction() as session:
            return appeals.grant_appeal(session, actor(), proeftuin_id, appeal_id, **given)


@blueprint.route("/proeftuinen/<uuid:proeftuin_id>/appeals/<uuid:appeal_id>/_deny")
class DenyAppeal(Resource):
    @blueprint.doc(operationId="deny_appeal")
    @blueprint.arguments(s.Reasoned)
    @blueprint.response(200, s.AppealView)
    def post(self, given: dict[str, Any], proeftuin_id: UUID, appeal_id: UUID) -> Any:
        """Another moderator, or a steward, keeps him out, and says why."""
        with transaction() as session:
            return appeals.deny_appeal(session, actor(), proeftuin_id, appeal_id, **given)


@blueprint.route("/appeals")
class Appeals(Resource):
    @blueprint.doc(operationId="list_appeals")
    @blueprint.arguments(s.AppealFilter, location="query")
    @blueprint.response(200, s.AppealPage)
    def get(self, asked: dict[str, Any]) -> Page[Any]:
        """What waits for a decision, oldest first, for moderators and stewards."""
        with reading() as session:
            return queries.list_appeals(session, actor(), **asked)
