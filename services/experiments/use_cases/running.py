"""The course of a proeftuin: start, pause, resume, conclude, complete, stop. Its arrows stand in `model/course.py`."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import Proeftuin, Update
from services.experiments.model.closing import looked_up, state_closing
from services.experiments.model.course import COMPLETE, CONCLUDE, PAUSE, RESUME, START, STOP, Transition, follow
from services.experiments.model.rule import Given
from services.experiments.use_cases.course import go, tell_followed
from services.experiments.use_cases.cycles import break_off_cycles
from services.experiments.use_cases.story import load_proeftuin, load_whole, note
from services.experiments.use_cases.updates import post_in
from shared.actor import Actor
from shared.events import Event
from shared.ids import new_id


def start_proeftuin(session: Session, actor: Actor, proeftuin_id: UUID, *, start_date: date | None) -> None:
    """A holder starts it, where every condition holds; refused with everything that is missing."""
    proeftuin = _load_whole(session, actor, proeftuin_id, START)
    go(session, actor, proeftuin, START, Given(start_date=start_date))


def pause_proeftuin(session: Session, actor: Actor, proeftuin_id: UUID) -> None:
    """A holder lets it stand still; the end does not move."""
    go(session, actor, _load(session, actor, proeftuin_id, PAUSE), PAUSE)


def resume_proeftuin(session: Session, actor: Actor, proeftuin_id: UUID) -> None:
    """A holder lets it go on, where no part is missing."""
    go(session, actor, _load_whole(session, actor, proeftuin_id, RESUME), RESUME)


def conclude_proeftuin(session: Session, actor: Actor, proeftuin_id: UUID) -> None:
    """A holder begins to round off, in the last six months."""
    go(session, actor, _load(session, actor, proeftuin_id, CONCLUDE), CONCLUDE)


def complete_proeftuin(session: Session, actor: Actor, proeftuin_id: UUID) -> None:
    """A holder ends it well, where the closing checklist is done."""
    proeftuin = _load_whole(session, actor, proeftuin_id, COMPLETE)
    go(session, actor, proeftuin, COMPLETE, looked_up(lambda query: session.scalars(query).all(), proeftuin_id))


def stop_proeftuin(
    session: Session, actor: Actor, proeftuin_id: UUID, *, reason: str | None, lesson: dict[str, Any] | None
) -> None:
    """End it early: a holder with a lesson, given now or published before; a steward with a reason.

    A holder who gives no reason of his own has the lesson for one: its title says it. An open round is broken off.
    """
    proeftuin = _load(session, actor, proeftuin_id, STOP)
    if lesson is not None:
        permissions.must_take_part(actor, proeftuin)
    told = lesson["title"] if lesson is not None else _newest_lesson(session, proeftuin)
    holding = permissions.is_holder(actor, proeftuin)
    given = Given(reason=reason or (told if holding else None), lesson=told is not None or not holding)
    follow(STOP, proeftuin, given)
    tell_followed(session, actor, proeftuin, STOP, given, *_end_inside(session, actor, proeftuin, lesson))


def give_closing_statement(session: Session, actor: Actor, proeftuin_id: UUID, *, text: str) -> None:
    """A holder tells what became of the money, as it is now."""
    proeftuin = load_whole(session, proeftuin_id)
    permissions.must_be_holder(actor, proeftuin)
    proeftuin.must_be("running", "paused", "concluding", verb="given its closing statement")
    state_closing(proeftuin, text)
    note(session, proeftuin, actor, "closing-statement.given", text=text)


def _load(session: Session, actor: Actor, proeftuin_id: UUID, wished: Transition) -> Proeftuin:
    proeftuin = load_proeftuin(session, proeftuin_id)
    permissions.must_follow(actor, proeftuin, wished)
    return proeftuin


def _load_whole(session: Session, actor: Actor, proeftuin_id: UUID, wished: Transition) -> Proeftuin:
    proeftuin = load_whole(session, proeftuin_id)
    permissions.must_follow(actor, proeftuin, wished)
    return proeftuin


def _end_inside(session: Session, actor: Actor, proeftuin: Proeftuin, lesson: dict[str, Any] | None) -> list[Event]:
    """The lesson is posted, and what was under way learns no more than that; returns what is to be said of it."""
    lesson_id, posted = None, list[Event]()
    if lesson is not None:
        lesson_id = new_id()
        posted = post_in(session, actor, proeftuin, id=lesson_id, kind="lesson", visibility="public", **lesson)
    return [*posted, *break_off_cycles(session, actor, proeftuin, lesson_id)]


def _newest_lesson(session: Session, proeftuin: Proeftuin) -> str | None:
    lessons = select(Update.title).where(Update.proeftuin_id == proeftuin.id, Update.kind == "lesson")
    public = lessons.where(Update.state == "posted", Update.visibility == "public")
    return session.scalars(public.order_by(Update.id.desc()).limit(1)).first()
