"""Everything that happened, for the public event log."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.sharing.use_cases import public_log
from shared.bus.subscriptions import Subscriptions
from shared.events import Event
from shared.events.envelope import Heard

log_subscriptions = Subscriptions("sharing.log")


@log_subscriptions.on_any
def log_when_anything_happened(session: Session, heard: Heard[Event]) -> None:
    """Add it to the public event log, if it is public."""
    public_log.log_event(session, heard)
