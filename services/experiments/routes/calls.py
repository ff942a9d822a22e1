"""Calls: what proeftuinen seek."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.experiments.queries import calls as queries
from services.experiments.schemas import calls as s
from services.experiments.use_cases import calls
from shared.http import Blueprint, Page, Resource, actor, reading, transaction

blueprint = Blueprint("calls", __name__, description="What proeftuinen seek")


def _shown(proeftuin_id: UUID, call_id: UUID) -> Any:
    with reading() as session:
        return queries.get_call(session, actor(), proeftuin_id, call_id)


@blueprint.route("/calls")
class Calls(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="list_calls")
    @blueprint.arguments(s.CallFilter, location="query")
    @blueprint.response(200, s.CallPage)
    def get(self, asked: dict[str, Any]) -> Page[Any]:
        """What proeftuinen seek, newest first; with `state=open` what they seek now."""
        with reading() as session:
            return queries.list_calls(session, **asked)


@blueprint.route("/proeftuinen/<uuid:proeftuin_id>/calls")
class CallsOfProeftuin(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="list_calls_of_proeftuin")
    @blueprint.arguments(s.CallsOfProeftuin, location="query")
    @blueprint.response(200, s.CallsPage)
    def get(self, asked: dict[str, Any], proeftuin_id: UUID) -> Page[Any]:
        """What one proeftuin seeks and sought, newest first."""
        with reading() as session:
            return queries.list_calls_of_proeftuin(session, actor(), proeftuin_id, **asked)

    @blueprint.doc(operationId="open_call")
    @blueprint.arguments(s.CallText)
    @blueprint.response(201, s.CallView)
    def post(self, given: dict[str, Any], proeftuin_id: UUID) -> Any:
        """A holder says what is sought."""
        with transaction() as session:
            call_id = calls.open_call(session, actor(), proeftuin_id, **given)
        return _shown(proeftuin_id, call_id)


@blueprint.route("/proeftuinen/<uuid:proeftuin_id>/calls/<uuid:call_id>")
class OneCall(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="get_call")
    @blueprint.response(200, s.CallView)
    def get(self, proeftuin_id: UUID, call_id: UUID) -> Any:
        """One call."""
        return _shown(proeftuin_id, call_id)


@blueprint.route("/proeftuinen/<uuid:proeftuin_id>/calls/<uuid:call_id>/_fill")
class FillCall(Resource):
    @blueprint.doc(operationId="fill_call")
    @blueprint.response(200, s.CallView)
    def post(self, proeftuin_id: UUID, call_id: UUID) -> Any:
        """A holder says that what was sought is there; an accepted commitment or werkkring does so by itself."""
        with transaction() as session:
            calls.fill_call(session, actor(), proeftuin_id, call_id)
        return _shown(proeftuin_id, call_id)


@blueprint.route("/proeftuinen/<uuid:proeftuin_id>/calls/<uuid:call_id>/_close")
class CloseCall(Resource):
    @blueprint.doc(operationId="close_call")
    @blueprint.arguments(s.CallClosing)
    @blueprint.response(200, s.CallView)
    def post(self, given: dict[str, Any], proeftuin_id: UUID, call_id: UUID) -> Any:
        """A holder stops seeking."""
        with transaction() as session:
            calls.close_call(session, actor(), proeftuin_id, call_id, **given)
        return _shown(proeftuin_id, call_id)
