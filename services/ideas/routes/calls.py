"""Calls for ideas."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.ideas.queries import calls as reads
from services.ideas.schemas import calls as s
from services.ideas.schemas.ideas import Reasoned
from services.ideas.use_cases import calls
from shared.http import Blueprint, Page, Resource, actor, reading, transaction

blueprint = Blueprint("calls", __name__, url_prefix="/calls", description="Calls that invite ideas")


def _shown(call_id: UUID) -> Any:
    with reading() as session:
        return reads.get_call(session, call_id)


@blueprint.route("")
class Calls(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="list_calls")
    @blueprint.arguments(s.CallFilter, location="query")
    @blueprint.response(200, s.CallPage)
    def get(self, asked: dict[str, Any]) -> Page[Any]:
        """Calls, the newest first."""
        with reading() as session:
            return reads.list_calls(session, **asked)

    @blueprint.doc(operationId="make_call")
    @blueprint.arguments(s.CallText)
    @blueprint.response(201, s.CallView)
    def post(self, given: dict[str, Any]) -> Any:
        """A steward, or a holder for his own proeftuin, asks for ideas during a period."""
        with transaction() as session:
            made = calls.make_call(session, actor(), **given)
        return _shown(made.id)


@blueprint.route("/<uuid:call_id>")
class OneCall(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="get_call")
    @blueprint.response(200, s.CallView)
    def get(self, call_id: UUID) -> Any:
        """One call, and how many ideas answered it."""
        return _shown(call_id)


@blueprint.route("/<uuid:call_id>/_close")
class CloseCall(Resource):
    @blueprint.doc(operationId="close_call")
    @blueprint.arguments(Reasoned)
    @blueprint.response(200, s.CallView)
    def post(self, given: dict[str, Any], call_id: UUID) -> Any:
        """Close it before its last day, with a reason."""
        with transaction() as session:
            calls.close_call(session, actor(), call_id, **given)
        return _shown(call_id)
