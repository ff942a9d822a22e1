"""The course of a proeftuin: start, pause, resume, conclude, complete, stop."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import Proeftuin, Update
from services.experiments.model.closing import must_be_closed, must_say_why
from services.experiments.model.readiness import WATCHED, must_be_ready, must_hold
from services.experiments.use_cases.calls import close_calls
from services.experiments.use_cases.story import load_proeftuin, load_whole, note, tell
from services.experiments.use_cases.updates import post_in
from shared.actor import Actor
from shared.events.experiments import (
    ProeftuinCompleted,
    ProeftuinConcluding,
    ProeftuinPaused,
    ProeftuinResumed,
    ProeftuinStarted,
    ProeftuinStopped,
)


def start_proeftuin(session: Session, actor: Actor, proeftuin_id: UUID, *, start_date: date | None) -> None:
    """A holder starts it, where every condition holds; refused with everything that is missing."""
    proeftuin = load_whole(session, proeftuin_id)
    permissions.must_be_holder(actor, proeftuin)
    proeftuin.must_be("forming", verb="started")
    proeftuin.start(must_be_ready(proeftuin, start_date))
    note(session, proeftuin, actor, "proeftuin.started")
    assert proeftuin.start_date is not None
    assert proeftuin.end_date is not None
    said = ProeftuinStarted(proeftuin_id=proeftuin.id, start_date=proeftuin.start_date, end_date=proeftuin.end_date)
    tell(session, actor, said)


def pause_proeftuin(session: Session, actor: Actor, proeftuin_id: UUID) -> None:
    """A holder lets it stand still; the end does not move."""
    proeftuin = load_proeftuin(session, proeftuin_id)
    permissions.must_be_holder(actor, proeftuin)
    proeftuin.pause()
    note(session, proeftuin, actor, "proeftuin.paused")
    tell(session, actor, ProeftuinPaused(proeftuin_id=proeftuin.id))


def resume_proeftuin(session: Session, actor: Actor, proeftuin_id: UUID) -> None:
    """A holder lets it go on, where no part is missing."""
    proeftuin = load_whole(session, proeftuin_id)
    permissions.must_be_holder(actor, proeftuin)
    proeftuin.must_be("paused", verb="resumed")
    must_hold(WATCHED, proeftuin)
    proeftuin.resume()
    note(session, proeftuin, actor, "proeftuin.resumed")
    tell(session, actor, ProeftuinResumed(proeftuin_id=proeftuin.id))


def conclude_proeftuin(session: Session, actor: Actor, proeftuin_id: UUID) -> None:
    """A holder begins to round off, in the last six months."""
    proeftuin = load_proeftuin(session, proeftuin_id)
    permissions.must_be_holder(actor, proeftuin)
    proeftuin.conclude()
    note(session, proeftuin, actor, "proeftuin.concluding")
    tell(session, actor, ProeftuinConcluding(proeftuin_id=proeftuin.id), *close_calls(session, proeftuin, actor))


def complete_proeftuin(session: Session, actor: Actor, proeftuin_id: UUID) -> None:
    """A holder ends it well, where the closing checklist is done."""
    proeftuin = load_proeftuin(session, proeftuin_id)
    permissions.must_be_holder(actor, proeftuin)
    proeftuin.must_be("concluding", verb="completed")
    must_be_closed(proeftuin, _published_kinds(session, proeftuin))
    proeftuin.complete()
    note(session, proeftuin, actor, "proeftuin.completed")
    tell(session, actor, ProeftuinCompleted(proeftuin_id=proeftuin.id))


def stop_proeftuin(
    session: Session, actor: Actor, proeftuin_id: UUID, *, reason: str | None, lesson: dict[str, Any] | None
) -> None:
    """End it early: a holder with a lesson, given now or published before; a steward with a reason.

    A holder who gives no reason of his own has the lesson for one: its title says it.
    """
    proeftuin = load_proeftuin(session, proeftuin_id)
    permissions.must_be_holder_or_steward(actor, proeftuin)
    if lesson is not None:
        permissions.must_take_part(actor, proeftuin)
    told = lesson["title"] if lesson is not None else _newest_lesson(session, proeftuin)
    proeftuin.must_be("forming", "running", "paused", verb="stopped")
    holding = permissions.is_holder(actor, proeftuin)
    reason = reason or (told if holding else None)
    must_say_why(reason, told is not None or not holding)
    posted = [] if lesson is None else post_in(session, actor, proeftuin, kind="lesson", visibility="public", **lesson)
    proeftuin.stop()
    note(session, proeftuin, actor, "proeftuin.stopped", text=reason)
    stopped = ProeftuinStopped(proeftuin_id=proeftuin.id, reason=reason or "")
    tell(session, actor, *posted, stopped, *close_calls(session, proeftuin, actor))


def give_closing_statement(session: Session, actor: Actor, proeftuin_id: UUID, *, text: str) -> None:
    """A holder tells what became of the money."""
    proeftuin = load_proeftuin(session, proeftuin_id)
    permissions.must_be_holder(actor, proeftuin)
    proeftuin.must_be("running", "paused", "concluding", verb="given its closing statement")
    proeftuin.closing_statement = text
    note(session, proeftuin, actor, "closing-statement.given", text=text)


def _newest_lesson(session: Session, proeftuin: Proeftuin) -> str | None:
    lessons = select(Update.title).where(Update.proeftuin_id == proeftuin.id, Update.kind == "lesson")
    public = lessons.where(Update.state == "posted", Update.visibility == "public")
    return session.scalars(public.order_by(Update.id.desc()).limit(1)).first()


def _published_kinds(session: Session, proeftuin: Proeftuin) -> set[str]:
    query = select(Update.kind).where(Update.proeftuin_id == proeftuin.id, Update.state == "posted")
    return set(session.scalars(query.where(Update.visibility == "public").distinct()))
