"""Calls: a holder says what the proeftuin seeks; it is filled by who comes, or closed."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import Call, Proeftuin
from services.experiments.model.proeftuin import JOINABLE
from services.experiments.use_cases.story import load_proeftuin, note, tell
from shared.actor import SYSTEM, Actor
from shared.errors import Conflict, NotFound
from shared.events import Event
from shared.events.experiments import CallClosed, CallFilled, CallOpened
from shared.ids import new_id


def open_call(
    session: Session, actor: Actor, proeftuin_id: UUID, *, seeks: str, title: str, text: str, language: str
) -> UUID:
    """A holder says what is sought; each part once at a time, anything else as often as needed. Returns its id."""
    proeftuin = load_proeftuin(session, proeftuin_id)
    permissions.must_be_holder(actor, proeftuin)
    proeftuin.must_be(*JOINABLE, verb="given a call")
    if seeks != "other" and _open_calls(session, proeftuin, seeks):
        raise Conflict("sought-already", "A call for this is open already: fill or close it first.")
    words = {"title": title, "text": text, "language": language}
    call = Call(id=new_id(), proeftuin_id=proeftuin.id, seeks=seeks, opened_by=actor.person, **words)
    session.add(call)
    note(session, proeftuin, actor, "call.opened", subject=call.id, title=title)
    opened = CallOpened(proeftuin_id=proeftuin.id, call_id=call.id, seeks=seeks, **words)  # type: ignore[arg-type]
    tell(session, actor, opened)
    return call.id


def fill_call(session: Session, actor: Actor, proeftuin_id: UUID, call_id: UUID) -> None:
    """A holder says that what was sought is there."""
    proeftuin, call = _to_change(session, actor, proeftuin_id, call_id)
    tell(session, actor, _fill(session, proeftuin, actor, call, None))


def close_call(session: Session, actor: Actor, proeftuin_id: UUID, call_id: UUID, *, reason: str | None) -> None:
    """A holder stops seeking."""
    proeftuin, call = _to_change(session, actor, proeftuin_id, call_id)
    tell(session, actor, _close(session, proeftuin, actor, call, reason))


def fill_calls(session: Session, proeftuin: Proeftuin, by: Actor, seeks: str, who: UUID) -> list[Event]:
    """What is to be said when this organisation or werkkring became the part that was sought."""
    return [_fill(session, proeftuin, by, call, who) for call in _open_calls(session, proeftuin, seeks)]


def close_calls(session: Session, proeftuin: Proeftuin, by: Actor = SYSTEM) -> list[Event]:
    """What is to be said when a proeftuin rounds off or ends: nothing is sought any more."""
    return [_close(session, proeftuin, by, call, None) for call in _open_calls(session, proeftuin)]


def _fill(session: Session, proeftuin: Proeftuin, by: Actor, call: Call, who: UUID | None) -> Event:
    call.fill(who)
    note(session, proeftuin, by, "call.filled", subject=call.id, title=call.title)
    seeks: str = call.seeks
    return CallFilled(proeftuin_id=proeftuin.id, call_id=call.id, seeks=seeks, by_id=who)  # type: ignore[arg-type]


def _close(session: Session, proeftuin: Proeftuin, by: Actor, call: Call, reason: str | None) -> Event:
    call.close(reason)
    note(session, proeftuin, by, "call.closed", subject=call.id, title=call.title, text=reason)
    return CallClosed(proeftuin_id=proeftuin.id, call_id=call.id, reason=reason)


def _open_calls(session: Session, proeftuin: Proeftuin, seeks: str | None = None) -> Sequence[Call]:
    """Those that are open, of one kind or of any; whoever asks has locked the proeftuin."""
    query = select(Call).where(Call.proeftuin_id == proeftuin.id, Call.state == "open").order_by(Call.id)
    return session.scalars(query if seeks is None else query.where(Call.seeks == seeks)).all()


def _to_change(session: Session, actor: Actor, proeftuin_id: UUID, call_id: UUID) -> tuple[Proeftuin, Call]:
    proeftuin = load_proeftuin(session, proeftuin_id)
    permissions.must_be_holder(actor, proeftuin)
    call = session.get(Call, call_id)
    if call is None or call.proeftuin_id != proeftuin.id:
        raise NotFound("no-such-call", "There is no such call.")
    return proeftuin, call
