"""Where publications went: the state of each channel, and what an editor decides where one is stuck."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.sharing.queries import deliveries as queries
from services.sharing.schemas import deliveries as s
from services.sharing.use_cases import stuck_deliveries as use_cases
from shared.http import Blueprint, Page, Resource, actor, reading, transaction

deliveries = Blueprint(
    "deliveries", __name__, url_prefix="/publications/<uuid:publication_id>/deliveries", description="Where it went"
)


@deliveries.route("")
class Deliveries(Resource):
    public = {"GET"}

    @deliveries.doc(operationId="list_deliveries")
    @deliveries.response(200, s.DeliveryPage)
    def get(self, publication_id: UUID) -> Page[Any]:
        """Where it can be read; for editors also what is under way or stuck."""
        with reading() as session:
            return Page(queries.list_deliveries(session, actor(), publication_id))


@deliveries.route("/<string:channel>")
class OneDelivery(Resource):
    public = {"GET"}

    @deliveries.doc(operationId="get_delivery")
    @deliveries.response(200, s.DeliveryView)
    def get(self, publication_id: UUID, channel: str) -> Any:
        """How it stands on one channel."""
        with reading() as session:
            return queries.get_delivery(session, actor(), publication_id, channel)


@deliveries.route("/<string:channel>/_resend")
class Resend(Resource):
    @deliveries.doc(operationId="resend_delivery")
    @deliveries.arguments(s.Decision, required=False)
    @deliveries.response(200, s.DeliveryView)
    def post(self, given: dict[str, Any], publication_id: UUID, channel: str) -> Any:
        """An editor has it tried again; what was removed there is brought anew."""
        with transaction() as session:
            use_cases.resend_delivery(session, actor(), publication_id, channel, **given)
            return queries.get_delivery(session, actor(), publication_id, channel)


@deliveries.route("/<string:channel>/_discard")
class Discard(Resource):
    @deliveries.doc(operationId="discard_delivery")
    @deliveries.arguments(s.Decision, required=False)
    @deliveries.response(200, s.DeliveryView)
    def post(self, given: dict[str, Any], publication_id: UUID, channel: str) -> Any:
        """An editor lets it be."""
        with transaction() as session:
            use_cases.discard_delivery(session, actor(), publication_id, channel, **given)
            return queries.get_delivery(session, actor(), publication_id, channel)
