"""What holders say of their proeftuin: needs, end result, sharing, programme, money."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.experiments.routes.proeftuinen import Answer, shown
from services.experiments.schemas import plans as s
from services.experiments.schemas.proeftuin import ProeftuinView
from services.experiments.use_cases import funding, plans
from shared.http import Blueprint, Resource, actor, if_match, transaction

blueprint = Blueprint("plans", __name__, url_prefix="/proeftuinen", description="What is needed, planned and paid")


@blueprint.route("/<uuid:proeftuin_id>/needs")
class Needs(Resource):
    @blueprint.doc(operationId="state_needs")
    @blueprint.arguments(s.NeedsShape)
    @blueprint.response(200, ProeftuinView)
    def put(self, given: dict[str, Any], proeftuin_id: UUID) -> Answer:
        """What the participants need, and which role of WIN they want."""
        with transaction() as session:
            proeftuin = plans.proeftuin_to_plan(session, actor(), proeftuin_id)
            if_match(proeftuin.version)
            plans.state_needs(session, actor(), proeftuin, **given)
        return shown(proeftuin_id)


@blueprint.route("/<uuid:proeftuin_id>/end-result")
class EndResult(Resource):
    @blueprint.doc(operationId="set_end_result")
    @blueprint.arguments(s.EndResultShape)
    @blueprint.response(200, ProeftuinView)
    def put(self, given: dict[str, Any], proeftuin_id: UUID) -> Answer:
        """The concrete result worked towards."""
        with transaction() as session:
            proeftuin = plans.proeftuin_to_plan(session, actor(), proeftuin_id)
            if_match(proeftuin.version)
            plans.set_end_result(session, actor(), proeftuin, **given)
        return shown(proeftuin_id)


@blueprint.route("/<uuid:proeftuin_id>/end-result/_deliver")
class Deliver(Resource):
    @blueprint.doc(operationId="deliver_end_result")
    @blueprint.arguments(s.DeliveryShape)
    @blueprint.response(200, ProeftuinView)
    def post(self, given: dict[str, Any], proeftuin_id: UUID) -> Answer:
        """The result is there."""
        with transaction() as session:
            plans.deliver_end_result(session, actor(), proeftuin_id, **given)
        return shown(proeftuin_id)


@blueprint.route("/<uuid:proeftuin_id>/sharing-plan")
class SharingPlan(Resource):
    @blueprint.doc(operationId="plan_sharing")
    @blueprint.arguments(s.SharingPlanShape)
    @blueprint.response(200, ProeftuinView)
    def put(self, given: dict[str, Any], proeftuin_id: UUID) -> Answer:
        """How often and where is shared."""
        with transaction() as session:
            proeftuin = plans.proeftuin_to_plan(session, actor(), proeftuin_id)
            if_match(proeftuin.version)
            plans.plan_sharing(session, actor(), proeftuin, **given)
        return shown(proeftuin_id)


@blueprint.route("/<uuid:proeftuin_id>/programme-link")
class ProgrammeLink(Resource):
    @blueprint.doc(operationId="link_programme")
    @blueprint.arguments(s.ProgrammeShape)
    @blueprint.response(200, ProeftuinView)
    def put(self, given: dict[str, Any], proeftuin_id: UUID) -> Answer:
        """Which running programme it joins, or why none."""
        with transaction() as session:
            proeftuin = plans.proeftuin_to_plan(session, actor(), proeftuin_id)
            if_match(proeftuin.version)
            plans.link_programme(session, actor(), proeftuin, **given)
        return shown(proeftuin_id)


@blueprint.route("/<uuid:proeftuin_id>/funding/sources")
class Sources(Resource):
    @blueprint.doc(operationId="add_source")
    @blueprint.arguments(s.SourceText)
    @blueprint.response(201, s.SourceView)
    def post(self, given: dict[str, Any], proeftuin_id: UUID) -> Any:
        """A holder adds a source of funding."""
        with transaction() as session:
            return funding.add_source(session, actor(), proeftuin_id, **given)


@blueprint.route("/<uuid:proeftuin_id>/funding/sources/<uuid:source_id>")
class OneSource(Resource):
    @blueprint.doc(operationId="change_source")
    @blueprint.arguments(s.SourceChanges)
    @blueprint.response(200, s.SourceView)
    def patch(self, changes: dict[str, Any], proeftuin_id: UUID, source_id: UUID) -> Any:
        """A holder corrects a source, or moves it one step on. `If-Match` takes the ETag of its proeftuin."""
        with transaction() as session:
            if_match(funding.proeftuin_to_fund(session, actor(), proeftuin_id).version)
            return funding.change_source(session, actor(), proeftuin_id, source_id, **changes)
