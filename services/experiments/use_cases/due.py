"""What the passing of time does to proeftuinen; each verb finds what is due, so days off are caught up."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from services.experiments.model import PEOPLE, Proeftuin
from services.experiments.model.course import END, GIVE_UP
from services.experiments.model.dates import months_before
from services.experiments.use_cases.course import go
from services.experiments.use_cases.story import note, tell
from shared import clock
from shared.actor import SYSTEM
from shared.events.experiments import HorizonNeared, RhythmOverdue

AT_ONCE = 100
HORIZONS = (1, 3, 12, 30)
Turn = Literal["holders", "mentor", "quiet"]
TURNS: tuple[Turn, ...] = ("holders", "mentor", "quiet")


def conclude_what_ended(session: Session) -> None:
    """The three years are over: what runs or pauses begins to round off."""
    for proeftuin in _due(session, Proeftuin.state.in_(END.since), Proeftuin.end_date <= clock.today()):
        go(session, SYSTEM, proeftuin, END)


def pause_what_stayed_broken(session: Session) -> None:
    """A part is missing and the days for repair are over."""
    for proeftuin in _due(session, Proeftuin.state.in_(GIVE_UP.since), Proeftuin.repair_by < clock.today()):
        go(session, SYSTEM, proeftuin, GIVE_UP)


def near_the_horizon(session: Session) -> None:
    """Say once that the end is 30, 12, 3 or 1 months away; after days off only the nearest."""
    today = clock.today()
    for months in HORIZONS:
        near = Proeftuin.end_date <= months_before(today, -months)
        unsaid = Proeftuin.horizon_months.is_(None) | (Proeftuin.horizon_months > months)
        for proeftuin in _due(session, Proeftuin.state.in_(["running", "paused"]), near, unsaid):
            assert proeftuin.end_date is not None
            proeftuin.horizon_months = months
            note(session, proeftuin, SYSTEM, "horizon.neared", title=str(months))
            near_end = HorizonNeared(proeftuin_id=proeftuin.id, months_left=months, end_date=proeftuin.end_date)
            tell(session, SYSTEM, near_end)


def remind_of_the_rhythm(session: Session) -> None:
    """Silence longer than was planned: the holders' turn, then the mentor's, then it shows as quiet."""
    for proeftuin in _due(session, Proeftuin.state == "running", Proeftuin.reminder_after < clock.today()):
        turn = TURNS[proeftuin.reminders]
        proeftuin.remind()
        note(session, proeftuin, SYSTEM, "rhythm.overdue", title=turn)
        silent = RhythmOverdue(proeftuin_id=proeftuin.id, silent_since=proeftuin.silent_since(), turn=turn)
        tell(session, SYSTEM, silent)


def _due(session: Session, *conditions: ColumnElement[bool]) -> list[Proeftuin]:
    """The next few, locked in one order; what someone is changing right now waits for the next round."""
    query = select(Proeftuin).where(*conditions).options(*PEOPLE).order_by(Proeftuin.id).limit(AT_ONCE)
    return list(session.scalars(query.with_for_update(of=Proeftuin, skip_locked=True)))
