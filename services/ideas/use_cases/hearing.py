"""Keeping what others tell: overwritten by what is newer, never by word that comes late."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from services.ideas.model import Becoming, Membership, Stint
from shared.bus.sql import insert_new, upsert
from shared.events.experiments import (
    EndResultDelivered,
    ParticipationEnded,
    ParticipationStarted,
    ProeftuinFormed,
    ProeftuinRestated,
)
from shared.events.identity import MembershipEnded, MembershipRestated, MembershipStarted


def know_membership(
    session: Session, told: MembershipStarted | MembershipEnded | MembershipRestated, version: int
) -> None:
    """Who is a member of which werkkring, since when and until when."""
    facts = {"werkkring_id": told.werkkring_id, "person_id": told.person_id, "started_at": told.started_at}
    row = {"id": told.membership_id, **facts, "ended_at": getattr(told, "ended_at", None), "heard": version}
    _keep(session, Membership, row)


def know_stint(session: Session, told: ParticipationStarted | ParticipationEnded, version: int) -> None:
    """Who takes part in a proeftuin, and whether he holds it."""
    holder = isinstance(told, ParticipationStarted) and told.holder
    row = {"id": told.stint_id, "proeftuin_id": told.proeftuin_id, "person_id": told.person_id, "holder": holder}
    _keep(session, Stint, {**row, "active": isinstance(told, ParticipationStarted), "heard": version})


def know_formed(session: Session, told: ProeftuinFormed, version: int) -> None:
    """Which idea it comes from; its state only where nothing later was heard."""
    known = _becoming(session, told.proeftuin_id)
    known.idea_id = told.idea_id
    known.told("state", version, state="forming", reason=None)


def know_state(session: Session, proeftuin_id: UUID, state: str, version: int, *, reason: str | None = None) -> None:
    """How far the proeftuin is."""
    _becoming(session, proeftuin_id).told("state", version, state=state, reason=reason)


def know_dates(session: Session, proeftuin_id: UUID, version: int, **dates: Any) -> None:
    """When it started, and when it ends at the latest."""
    _becoming(session, proeftuin_id).told("dates", version, **dates)


def know_result(session: Session, told: EndResultDelivered, version: int) -> None:
    """What came of it; it may be delivered anew."""
    facts = {"type": told.type, "title": told.title, "description": told.description, "url": told.url}
    named = {f"result_{name}": value for name, value in facts.items()}
    _becoming(session, told.proeftuin_id).told("result", version, **named)


def know_restated(session: Session, told: ProeftuinRestated, version: int) -> None:
    """Make up for what was never heard."""
    known = _becoming(session, told.proeftuin_id)
    known.idea_id = told.idea_id
    known.told("state", version, state=told.state, reason=known.reason if told.state == known.state else None)
    known.told("dates", version, start_date=told.start_date, end_date=told.end_date)


def _becoming(session: Session, proeftuin_id: UUID) -> Becoming:
    """The row of this proeftuin, locked; made where this is the first word of it."""
    table = Becoming.__table__
    assert isinstance(table, Table)
    counters = {"state_heard": 0, "dates_heard": 0, "result_heard": 0}
    insert_new(session, table, [{"proeftuin_id": proeftuin_id, "state": "forming", **counters}])
    return session.scalars(select(Becoming).where(Becoming.proeftuin_id == proeftuin_id).with_for_update()).one()


def _keep(session: Session, known: type[Membership] | type[Stint], row: dict[str, Any]) -> None:
    table = known.__table__
    assert isinstance(table, Table)
    upsert(session, table, row, newer="heard")
