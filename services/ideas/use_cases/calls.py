"""Calls for ideas: opened and closed by their dates, or closed before."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from services.ideas import permissions
from services.ideas.model import Becoming, Call, Stint
from services.ideas.use_cases.story import must_find, tell
from shared import clock
from shared.actor import Actor
from shared.errors import Invalid, NotKnownYet, Reason
from shared.events.ideas import CallClosed, CallOpened

AT_ONCE = 100


def make_call(session: Session, actor: Actor, **given: Any) -> Call:
    """A steward, or a holder for his own proeftuin, asks for ideas; it opens at once where its first day has come."""
    _must_call(session, actor, given.get("proeftuin_id"))
    call = Call(created_by=actor.person, state="planned", **given)
    call.must_have_a_period()
    session.add(call)
    session.flush()
    if call.opens_on <= clock.today():
        call.open()
        tell(session, actor, _opened(call))
    return call


def close_call(session: Session, actor: Actor, call_id: UUID, *, reason: str) -> Call:
    """Whoever may call may close before the last day, with a reason."""
    actor.person  # noqa: B018  a visitor is asked to log in before anything else
    found: Call = must_find(session.scalar(select(Call).where(Call.id == call_id).with_for_update()), "call")
    _must_call(session, actor, found.proeftuin_id)
    found.close(reason)
    tell(session, actor, CallClosed(call_id=found.id, reason=reason))
    return found


def must_be_answerable(session: Session, call_id: UUID) -> None:
    """Raises Invalid where there is no such call, Conflict where it takes no answers today."""
    call = session.get(Call, call_id)
    if call is None:
        reason = Reason("no-such-call", "There is no such call.", "/callId")
        raise Invalid("no-such-call", "There is no call to answer.", (reason,))
    call.must_take_answers()


def open_due_calls(session: Session) -> None:
    """Calls whose first day has come."""
    for call in _due(session, Call.state == "planned", Call.opens_on <= clock.today()):
        call.open()
        tell(session, None, _opened(call))


def close_due_calls(session: Session) -> None:
    """Calls whose last day is over."""
    for call in _due(session, Call.state == "open", Call.closes_on < clock.today()):
        call.close()
        tell(session, None, CallClosed(call_id=call.id, reason=None))


def _due(session: Session, *conditions: ColumnElement[bool]) -> list[Call]:
    query = select(Call).where(*conditions).order_by(Call.id).limit(AT_ONCE)
    return list(session.scalars(query.with_for_update(skip_locked=True)))


def _must_call(session: Session, actor: Actor, proeftuin_id: UUID | None) -> None:
    holds = proeftuin_id is not None and _holds(session, actor, proeftuin_id)
    permissions.must_call(actor, holds=holds)
    if proeftuin_id is not None and session.get(Becoming, proeftuin_id) is None:
        raise NotKnownYet("not-known-yet", "No word of this proeftuin has arrived here yet. Ask again in a second.")


def _holds(session: Session, actor: Actor, proeftuin_id: UUID) -> bool:
    own = (Stint.person_id == actor.person, Stint.proeftuin_id == proeftuin_id)
    return session.execute(select(Stint.id).where(*own, Stint.holder, Stint.active)).first() is not None


def _opened(call: Call) -> CallOpened:
    facts = ("title", "question", "language", "proeftuin_id", "opens_on", "closes_on")
    return CallOpened(call_id=call.id, **{name: getattr(call, name) for name in facts})
