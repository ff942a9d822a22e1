"""What ideas hears: who is a member of which werkkring, and which sessions ended."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.ideas.model import Membership
from shared.bus.sql import upsert
from shared.bus.subscriptions import Subscriptions
from shared.events.envelope import Heard
from shared.events.identity import MembershipEnded, MembershipRestated, MembershipStarted
from shared.http.revocations import revocations

subscriptions = Subscriptions("ideas")
subscriptions.include(revocations)


@subscriptions.on(MembershipStarted, MembershipEnded, MembershipRestated)
def know_membership(session: Session, heard: Heard[MembershipStarted | MembershipEnded | MembershipRestated]) -> None:
    """Keep what decides whether someone may adopt today."""
    told = heard.event
    row = {
        "id": told.membership_id,
        "werkkring_id": told.werkkring_id,
        "person_id": told.person_id,
        "started_at": told.started_at,
        "ended_at": getattr(told, "ended_at", None),
        "heard": heard.version,
    }
    upsert(session, Membership.__table__, row, newer="heard")  # type: ignore[arg-type]
