"""What the passing of time does in sharing: learning words, and looking again for what is to be forgotten."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.sharing.use_cases import catalogue, webhook_deliveries, webhooks
from services.sharing.use_cases.amqp_subscriptions import forget_ended_subscriptions
from services.sharing.use_cases.erasure import look_again
from shared.schedule import Schedule

schedule = Schedule()
schedule.every(600)(look_again)
schedule.every(3600)(forget_ended_subscriptions)


@schedule.every(3600)
def show_publications(session: Session) -> None:
    """Let people find what was published before there was a catalogue."""
    catalogue.show_publications(session)


@schedule.every(60)
def keep_index(session: Session) -> None:
    """Index what is not, as after an upgrade; then learn the words of what was written since."""
    catalogue.index_what_is_not(session)
    catalogue.count_words(session)


@schedule.every(3600)
def empty_webhook_ledger(session: Session) -> None:
    """Keep what was sent for a month, and secrets for as long as they sign."""
    webhook_deliveries.empty_ledger(session)
    webhooks.forget_ended_secrets(session)
