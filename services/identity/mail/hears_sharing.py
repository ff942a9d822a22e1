"""What happens to what integrators have sent to them."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from services.identity.use_cases.notices import note
from shared.bus.subscriptions import Subscriptions
from shared.events.envelope import Heard
from shared.events.sharing import WebhookDisabled

subscriptions = Subscriptions("identity.mail")


@subscriptions.on(WebhookDisabled)
def warn_when_webhook_disabled(session: Session, heard: Heard[WebhookDisabled]) -> None:
    """Its owner is told at once: nothing reaches his program until he enables it again."""
    told = heard.event
    more: dict[str, Any] = {"person_id": told.owner_id, "path": f"/integratoren/webhooks/{told.webhook_id}"}
    note(session, heard, f"webhook.{told.because}", "person", told.webhook_id, urgent=True, **more)
