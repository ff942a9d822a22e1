"""Interests: one's own, and for the author and stewards everybody's."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.ideas.queries import talk as reads
from services.ideas.schemas import talk as s
from services.ideas.use_cases import interests
from shared.http import Blueprint, Page, Resource, Window, actor, reading, transaction

blueprint = Blueprint("interests", __name__, url_prefix="/ideas", description="What people want with ideas")


@blueprint.route("/<uuid:idea_id>/interests")
class Interests(Resource):
    @blueprint.doc(operationId="list_interests")
    @blueprint.arguments(Window, location="query")
    @blueprint.response(200, s.InterestPage)
    def get(self, asked: dict[str, Any], idea_id: UUID) -> Page[Any]:
        """Who wants what, and what they offer: for the author and stewards."""
        with reading() as session:
            return reads.list_interests(session, actor(), idea_id, **asked)


@blueprint.route("/<uuid:idea_id>/interests/me")
class MyInterest(Resource):
    @blueprint.doc(operationId="declare_interest")
    @blueprint.arguments(s.InterestDeclaration)
    @blueprint.response(200, s.InterestDeclaration)
    def put(self, given: dict[str, Any], idea_id: UUID) -> Any:
        """Want to join, contribute or follow; doing it again changes which."""
        with transaction() as session:
            return interests.declare_interest(session, actor(), idea_id, **given)

    @blueprint.doc(operationId="drop_interest")
    @blueprint.response(204)
    def delete(self, idea_id: UUID) -> None:
        """Take one's interest back."""
        with transaction() as session:
            interests.drop_interest(session, actor(), idea_id)
