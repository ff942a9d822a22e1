"""The course of an idea: submitted, set aside, taken up, taken back, merged, adopted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.ideas.routes.ideas import Answer, shown
from services.ideas.schemas import ideas as s
from services.ideas.use_cases import deciding, merging
from shared.http import Blueprint, Resource, actor, settings, transaction

blueprint = Blueprint("course", __name__, url_prefix="/ideas", description="What happens to ideas, each with a reason")


@blueprint.route("/<uuid:idea_id>/_submit")
class Submit(Resource):
    @blueprint.doc(operationId="submit_idea")
    @blueprint.response(200, s.IdeaView)
    def post(self, idea_id: UUID) -> Answer:
        """Make a draft public, once its three questions are answered; a first one may be held."""
        with transaction() as session:
            deciding.submit_idea(session, actor(), idea_id, hold_first=settings().hold_first_posts)
        return shown(idea_id)


@blueprint.route("/<uuid:idea_id>/_withdraw")
class Withdraw(Resource):
    @blueprint.doc(operationId="withdraw_idea")
    @blueprint.arguments(s.Reasoned)
    @blueprint.response(200, s.IdeaView)
    def post(self, given: dict[str, Any], idea_id: UUID) -> Answer:
        """The author takes the idea back, with a reason."""
        with transaction() as session:
            deciding.withdraw_idea(session, actor(), idea_id, **given)
        return shown(idea_id)


@blueprint.route("/<uuid:idea_id>/_park")
class Park(Resource):
    @blueprint.doc(operationId="park_idea")
    @blueprint.arguments(s.Reasoned)
    @blueprint.response(200, s.IdeaView)
    def post(self, given: dict[str, Any], idea_id: UUID) -> Answer:
        """A steward sets the idea aside, with a reason."""
        with transaction() as session:
            deciding.park_idea(session, actor(), idea_id, **given)
        return shown(idea_id)


@blueprint.route("/<uuid:idea_id>/_reopen")
class Reopen(Resource):
    @blueprint.doc(operationId="reopen_idea")
    @blueprint.arguments(s.Reasoned)
    @blueprint.response(200, s.IdeaView)
    def post(self, given: dict[str, Any], idea_id: UUID) -> Answer:
        """A steward takes a parked idea up again, with a reason."""
        with transaction() as session:
            deciding.reopen_idea(session, actor(), idea_id, **given)
        return shown(idea_id)


@blueprint.route("/<uuid:idea_id>/_merge")
class MergeInto(Resource):
    @blueprint.doc(operationId="merge_idea")
    @blueprint.arguments(s.MergeTarget)
    @blueprint.response(200, s.IdeaView)
    def post(self, given: dict[str, Any], idea_id: UUID) -> Answer:
        """A steward lets it go on in another idea, with a reason; interests move along."""
        with transaction() as session:
            merging.merge_idea(session, actor(), idea_id, **given)
        return shown(idea_id)


@blueprint.route("/<uuid:idea_id>/_unmerge")
class Unmerge(Resource):
    @blueprint.doc(operationId="unmerge_idea")
    @blueprint.arguments(s.Reasoned)
    @blueprint.response(200, s.IdeaView)
    def post(self, given: dict[str, Any], idea_id: UUID) -> Answer:
        """A steward undoes a merge within 14 days; interests move back."""
        with transaction() as session:
            merging.unmerge_idea(session, actor(), idea_id, **given)
        return shown(idea_id)


@blueprint.route("/<uuid:idea_id>/_adopt")
class Adopt(Resource):
    @blueprint.doc(operationId="adopt_idea")
    @blueprint.arguments(s.Adoption)
    @blueprint.response(200, s.Adopted)
    def post(self, given: dict[str, Any], idea_id: UUID) -> dict[str, Any]:
        """A member of a werkkring makes the idea a proeftuin in the making."""
        with transaction() as session:
            idea = deciding.adopt_idea(session, actor(), idea_id, quorum=settings().adopt_quorum, **given)
        return {"proeftuin_id": idea.proeftuin_id}
