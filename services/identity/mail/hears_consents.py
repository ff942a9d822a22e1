"""Consents that are taken back: the research group has something to remove, and to say that it did."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from services.identity.use_cases.notices import note
from shared.bus.subscriptions import Subscriptions
from shared.events.envelope import Heard
from shared.events.experiments import ConsentWithdrawn, RemovalOverdue

subscriptions = Subscriptions("identity.mail")


@subscriptions.on(ConsentWithdrawn)
def ask_when_consent_withdrawn(session: Session, heard: Heard[ConsentWithdrawn]) -> None:
    """Who answers for the data is asked at once to remove something, and not told in a mail whose it is."""
    told = heard.event
    facts: dict[str, Any] = {"by": told.confirm_by.isoformat()}
    note(session, heard, "consent.withdrawn", "answerable", told.proeftuin_id, facts=facts, urgent=True)


@subscriptions.on(RemovalOverdue)
def remind_when_removal_overdue(session: Session, heard: Heard[RemovalOverdue]) -> None:
    """The same people are reminded, every week until it is confirmed."""
    told = heard.event
    facts: dict[str, Any] = {"by": told.confirm_by.isoformat()}
    note(session, heard, "removal.overdue", "answerable", told.proeftuin_id, facts=facts, urgent=True)
