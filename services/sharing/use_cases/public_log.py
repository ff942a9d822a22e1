"""Filling the public event log: one order for everyone, without who did it, and without what was taken back.

Events arrive in any order and again: redelivered, replayed, retried. What decides is therefore not which is heard
first, but which was said later: a text that was taken back after it was said has none in the log, whichever of the two
comes first; and one that was said after it was taken back (shown again, posted again) keeps its own.
"""

from __future__ import annotations

from uuid import UUID

import msgspec
from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from services.sharing.model import Publication, PublicEvent, PublicPosition, publication_id_of, stands_in_log
from services.sharing.use_cases.emptying import without_texts
from services.sharing.use_cases.webhook_deliveries import forget_answers
from shared.bus.sql import insert
from shared.events import Event, by_class, type_of
from shared.events.envelope import Envelope, Heard, decode, encode
from shared.events.experiments import DatasetDestroyed, DatasetRestricted, EndResultDelivered, UpdateWithdrawn
from shared.events.ideas import IdeaHidden, IdeaWithdrawn
from shared.events.sharing import PublicationRetracted
from shared.privacy.erasing import FORMER

TAKE_BACK = (DatasetDestroyed, DatasetRestricted, IdeaHidden, IdeaWithdrawn, PublicationRetracted, UpdateWithdrawn)
"""Who says one of these wants copies of the text removed: the log keeps that it was said, not what."""
NOBODY = str(FORMER)


def log_event(session: Session, heard: Heard[Event]) -> None:
    """Add what happened to the log, if the public may know; an event that stands there already stays where it is.

    What is restated did not happen: it is said to one listener who missed it, and is no part of the history.
    """
    envelope, declared = heard.envelope, type_of(heard.event)
    if envelope.dataclass != "public" or not stands_in_log(declared) or _stands_there(session, envelope.id):
        return
    position = _take_position(session)  # from here on alone: no text and its take-back can pass each other unseen
    if isinstance(heard.event, TAKE_BACK):
        _remove_texts(session, heard)
    if _was_taken_back(session, heard) or _is_held(session, heard):
        envelope = without_texts(envelope)
    line = PublicEvent(
        position=position,
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


def _remove_texts(session: Session, heard: Heard[Event]) -> None:
    emptied = []
    for line in session.scalars(select(PublicEvent).where(PublicEvent.subject.in_(_same_text(heard)))):
        said = decode(line.envelope)
        if _takes_back(heard.envelope, said):
            line.envelope = encode(without_texts(said))
            emptied.append(line.event_id)
    forget_answers(session, emptied)


def _was_taken_back(session: Session, heard: Heard[Event]) -> bool:
    keys = [by_class[each].routing_key for each in TAKE_BACK]
    standing = select(PublicEvent.envelope).where(PublicEvent.routing_key.in_(keys))
    found = session.scalars(standing.where(PublicEvent.subject.in_(_same_text(heard))))
    return any(_takes_back(decode(each), heard.envelope) for each in found)


def _is_held(session: Session, heard: Heard[Event]) -> bool:
    """Whether an editor looks at the publication of this text right now."""
    publication_id = _publication_of(heard)
    if publication_id is None:
        return False
    return session.scalar(select(Publication.state).where(Publication.id == publication_id)) == "held"


def _same_text(heard: Heard[Event]) -> list[UUID]:
    """Under which subjects a text stands in the log: what an update says, its publication says too."""
    publication_id = _publication_of(heard)
    if publication_id is None:
        return [heard.envelope.subject]
    return [getattr(heard.event, "update_id", heard.envelope.subject), publication_id]


def _publication_of(heard: Heard[Event]) -> UUID | None:
    """The publication that this event's text is or becomes."""
    if isinstance(heard.event, EndResultDelivered):
        return publication_id_of(heard.event.proeftuin_id, "end-result")
    if (dataset_id := getattr(heard.event, "dataset_id", None)) is not None:
        return publication_id_of(dataset_id, "dataset")
    source_id = getattr(heard.event, "update_id", None)
    return None if source_id is None else publication_id_of(source_id, getattr(heard.event, "source", "update"))


def _takes_back(later: Envelope, said: Envelope) -> bool:
    """Whether this take-back is of this text. Of one subject its own counter knows, and no clock is needed.

    A publication that an editor retracted is so for good, and whatever its update says with it; one that was retracted
    because its update was withdrawn follows an event of the update, which knows better what may be said after it. One
    that an editor holds is so for what was said until then.
    """
    if later.subject == said.subject:
        return later.aggversion > said.aggversion
    if later.routing_key == by_class[PublicationRetracted].routing_key:
        told = msgspec.json.decode(later.data)
        if told.get("source") == "end-result" and said.routing_key != by_class[EndResultDelivered].routing_key:
            return False  # its subject is the proeftuin, of which other lines say other things
        return later.time >= said.time if told.get("forNow") else later.causationid is None
    return later.time >= said.time
