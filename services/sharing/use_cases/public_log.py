"""Filling the public event log: one order for everyone, without who did it, and without what was taken back."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import msgspec
from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from services.sharing.model import PublicEvent, PublicPosition, stands_in_log
from shared.bus.sql import insert
from shared.events import Event, by_class, type_of
from shared.events.envelope import Envelope, Heard, decode, encode
from shared.events.experiments import EndResultDelivered, UpdateWithdrawn
from shared.events.ideas import IdeaHidden, IdeaWithdrawn
from shared.events.sharing import PublicationRetracted
from shared.privacy.erasing import FORMER

TAKE_BACK = (IdeaHidden, IdeaWithdrawn, PublicationRetracted, UpdateWithdrawn)
"""Who says one of these wants copies of the text removed: the log keeps that it was said, not what."""
TEXTS = frozenset({"title", "summary", "body", "what", "why", "concerns", "description"})
NOBODY = str(FORMER)


def log_event(session: Session, heard: Heard[Event]) -> None:
    """Add what happened to the log, if the public may know; an event that stands there already stays where it is.

    What is restated did not happen: it is said to one listener who missed it, and is no part of the history.
    """
    envelope, declared = heard.envelope, type_of(heard.event)
    if envelope.dataclass != "public" or not stands_in_log(declared) or _stands_there(session, envelope.id):
        return
    if isinstance(heard.event, TAKE_BACK):
        _remove_texts(session, [envelope.subject])
    if isinstance(heard.event, PublicationRetracted):
        _remove_texts_of_source(session, heard.event)
    line = PublicEvent(
        position=_take_position(session),
        event_id=envelope.id,
        routing_key=envelope.routing_key,
        subject=envelope.subject,
        envelope=encode(_for_everyone(envelope)),
    )
    session.add(line)
    session.flush()


def _stands_there(session: Session, event_id: UUID) -> bool:
    return session.scalar(select(PublicEvent.position).where(PublicEvent.event_id == event_id)) is not None


def _take_position(session: Session) -> int:
    """The next position. The row stays locked until the commit: positions appear in order, so no reader skips one."""
    table = PublicPosition.__table__
    assert isinstance(table, Table)
    turn = insert(session, table).values(id=1, last=1)
    turn = turn.on_conflict_do_update(index_elements=["id"], set_={"last": table.c.last + 1})
    position: int = session.execute(turn.returning(table.c.last)).scalar_one()
    return position


def _for_everyone(envelope: Envelope) -> Envelope:
    """Without who did it; and without who wrote it, where he does not want to be named."""
    data = msgspec.json.decode(envelope.data)
    if data.get("credited") is False and "authorId" in data:
        hidden = msgspec.Raw(msgspec.json.encode({**data, "authorId": NOBODY}))
        return msgspec.structs.replace(envelope, actor=None, data=hidden)
    return msgspec.structs.replace(envelope, actor=None)


def _remove_texts_of_source(session: Session, told: PublicationRetracted) -> None:
    """A publication has its text from something that stands in the log as well."""
    if told.source == "end-result":  # its subject is the proeftuin, whose other lines stay as they are
        _remove_texts(session, [told.proeftuin_id], only=by_class[EndResultDelivered].routing_key)
    else:
        _remove_texts(session, [told.update_id])


def _remove_texts(session: Session, subjects: Iterable[UUID], *, only: str | None = None) -> None:
    query = select(PublicEvent).where(PublicEvent.subject.in_(list(subjects)))
    if only is not None:
        query = query.where(PublicEvent.routing_key == only)
    for line in session.scalars(query):
        line.envelope = encode(_without_texts(decode(line.envelope)))


def _without_texts(envelope: Envelope) -> Envelope:
    """The same event with nothing in its texts: still valid by its schema, in the same place."""
    data = msgspec.json.decode(envelope.data)
    emptied = {name: type(value)() if name in TEXTS else value for name, value in data.items()}
    return msgspec.structs.replace(envelope, data=msgspec.Raw(msgspec.json.encode(emptied)))
