"""What ideas hears: who is a member of which werkkring, which sessions ended, and who is to be forgotten."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.ideas.model import Membership
from services.ideas.use_cases.erasure import erase_person
from services.ideas.use_cases.own_data import prepare_export
from shared.bus.sql import upsert
from shared.bus.subscriptions import Subscriptions
from shared.events.envelope import Heard
from shared.events.identity import (
    ExportRequested,
    MembershipEnded,
    MembershipRestated,
    MembershipStarted,
    PersonErased,
)
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


@subscriptions.on(PersonErased)
def erase_when_person_erased(session: Session, heard: Heard[PersonErased]) -> None:
    """Forget him, and answer that it is done."""
    erase_person(session, heard.event.person_id)


@subscriptions.on(ExportRequested)
def prepare_when_export_requested(session: Session, heard: Heard[ExportRequested]) -> None:
    """Hold ready what is kept of him, and answer that it is."""
    told = heard.event
    prepare_export(session, export_id=told.export_id, person_id=told.person_id, expires_at=told.expires_at)
