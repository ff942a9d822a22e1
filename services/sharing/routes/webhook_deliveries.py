"""What was and is to be sent to a webhook: the ledger, and sending once more."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.sharing.queries import webhooks as queries
from services.sharing.routes.webhooks import ForIntegrators
from services.sharing.schemas import webhooks as s
from shared.http import Blueprint, Page, actor, reading

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
