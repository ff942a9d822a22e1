"""What was and is to be sent to a webhook: the ledger, and sending once more."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.sharing.queries import webhooks as queries
from services.sharing.routes.webhooks import ForIntegrators
from services.sharing.schemas import webhooks as s
from services.sharing.use_cases import webhook_redelivery as use_cases
from shared.http import Blueprint, Page, actor, reading, transaction

webhook_deliveries = Blueprint(
    "webhook_deliveries",
    __name__,
    url_prefix="/webhooks/<uuid:webhook_id>/deliveries",
    description="What was sent to a webhook",
)


@webhook_deliveries.route("")
class WebhookDeliveries(ForIntegrators):
    @webhook_deliveries.doc(operationId="list_webhook_deliveries")
    @webhook_deliveries.arguments(s.WebhookDeliveryFilter, location="query")
    @webhook_deliveries.response(200, s.WebhookDeliveryPage)
    def get(self, asked: dict[str, Any], webhook_id: UUID) -> Page[Any]:
        """What was and is to be sent there, newest first, with every call; kept for a month."""
        with reading() as session:
            return queries.list_webhook_deliveries(session, actor(), webhook_id, **asked)


@webhook_deliveries.route("/<uuid:delivery_id>")
class OneWebhookDelivery(ForIntegrators):
    @webhook_deliveries.doc(operationId="get_webhook_delivery")
    @webhook_deliveries.response(200, s.WebhookDeliveryView)
    def get(self, webhook_id: UUID, delivery_id: UUID) -> Any:
        """One delivery with every call."""
        with reading() as session:
            return queries.get_webhook_delivery(session, actor(), webhook_id, delivery_id)


@webhook_deliveries.route("/<uuid:delivery_id>/_redeliver")
class Redeliver(ForIntegrators):
    @webhook_deliveries.doc(operationId="redeliver_one")
    @webhook_deliveries.response(202, s.WebhookDeliveryView)
    def post(self, webhook_id: UUID, delivery_id: UUID) -> Any:
        """Send this one once more, now, under the same `webhook-id`."""
        with transaction() as session:
            use_cases.redeliver_one(session, actor(), webhook_id, delivery_id)
            return queries.get_webhook_delivery(session, actor(), webhook_id, delivery_id)


@webhook_deliveries.route("/_redeliver")
class RedeliverRange(ForIntegrators):
    @webhook_deliveries.doc(operationId="redeliver_range")
    @webhook_deliveries.arguments(s.RangeAsked)
    @webhook_deliveries.response(202, s.QueuedView)
    def post(self, asked: dict[str, Any], webhook_id: UUID) -> Any:
        """Send everything in a stretch of the log once more, a thousand at most."""
        with transaction() as session:
            return use_cases.redeliver_range(session, actor(), webhook_id, use_cases.Range(**asked))
