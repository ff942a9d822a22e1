"""Rounds of trying, looking and learning: holders open one at a time, and close it with what was learned."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import Cycle, Proeftuin
from services.experiments.model.cycle import OPEN, Reflection, open_titles
from services.experiments.use_cases.story import load_proeftuin, load_whole, note, tell
from services.experiments.use_cases.updates import post_in
from services.experiments.use_cases.values import state_value_in
from shared.actor import Actor
from shared.errors import Conflict, NotFound
from shared.events import Event
from shared.events.experiments import CycleBrokenOff, CycleClosed, CycleLooked, CycleOpened
from shared.ids import new_id


def open_cycle(session: Session, actor: Actor, proeftuin_id: UUID, *, title: str, question: str) -> UUID:
    """A holder begins a round while the proeftuin runs and no other round is open; returns its id."""
    proeftuin = load_proeftuin(session, proeftuin_id)
    permissions.must_be_holder(actor, proeftuin)
    proeftuin.must_be("running", verb="given a cycle")
    if session.scalars(open_titles(proeftuin.id)).first() is not None:
        raise Conflict("cycle-open", "One cycle at a time: close the one that is open.")
    cycle = Cycle(id=new_id(), proeftuin_id=proeftuin.id, title=title, question=question)
    session.add(cycle)
    note(session, proeftuin, actor, "cycle.opened", subject=cycle.id, title=title, text=question)
    tell(session, actor, CycleOpened(proeftuin_id=proeftuin.id, cycle_id=cycle.id, title=title, question=question))
    return cycle.id


def look_at_cycle(session: Session, actor: Actor, proeftuin_id: UUID, cycle_id: UUID) -> None:
    """A holder ends the trying of this round: what came of it is looked at."""
    proeftuin = load_proeftuin(session, proeftuin_id)
    cycle = _to_change(session, actor, proeftuin, cycle_id)
    cycle.look()
    note(session, proeftuin, actor, "cycle.looked", subject=cycle.id, title=cycle.title)
    tell(session, actor, CycleLooked(proeftuin_id=proeftuin.id, cycle_id=cycle.id))


def close_cycle(
    session: Session,
    actor: Actor,
    proeftuin_id: UUID,
    cycle_id: UUID,
    *,
    lesson: dict[str, Any],
    found_values: list[dict[str, Any]],
    **reflected: str,
) -> None:
    """A holder closes it: the lesson is posted for everyone, the principles reflected on, found value stated."""
    proeftuin = load_whole(session, proeftuin_id)
    cycle = _to_change(session, actor, proeftuin, cycle_id)
    cycle.must_be_looking()
    lesson_id = new_id()
    posted = post_in(session, actor, proeftuin, id=lesson_id, kind="lesson", visibility="public", **lesson)
    cycle.close(lesson_id, Reflection(**reflected))
    note(session, proeftuin, actor, "cycle.closed", subject=cycle.id, title=cycle.title)
    stated = [
        state_value_in(session, actor, proeftuin, kind="found", cycle_id=cycle.id, **found)[1] for found in found_values
    ]
    closed = CycleClosed(proeftuin_id=proeftuin.id, cycle_id=cycle.id, lesson_id=lesson_id)
    tell(session, actor, *posted, *stated, closed)


def break_off_cycles(session: Session, actor: Actor, proeftuin: Proeftuin, lesson_id: UUID | None) -> list[Event]:
    """The proeftuin stops, and a round that was open with it; returns what is to be said of that."""
    opened = select(Cycle).where(Cycle.proeftuin_id == proeftuin.id, Cycle.state.in_(OPEN)).order_by(Cycle.id)
    said: list[Event] = []
    for cycle in session.scalars(opened).all():
        cycle.break_off(lesson_id)
        note(session, proeftuin, actor, "cycle.broken-off", subject=cycle.id, title=cycle.title)
        said.append(CycleBrokenOff(proeftuin_id=proeftuin.id, cycle_id=cycle.id, lesson_id=lesson_id))
    return said


def _to_change(session: Session, actor: Actor, proeftuin: Proeftuin, cycle_id: UUID) -> Cycle:
    permissions.must_be_holder(actor, proeftuin)
    proeftuin.must_be_unfinished()
    cycle = session.get(Cycle, cycle_id)
    if cycle is None or cycle.proeftuin_id != proeftuin.id:
        raise NotFound("no-such-cycle", "There is no such cycle.")
    return cycle
