"""Word of someone who was erased meanwhile: it applies, with the id of nobody in his place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from uuid import UUID

import msgspec
from sqlalchemy.orm import Session

from shared.events import Event, type_of
from shared.events.envelope import Heard, open_envelope
from shared.privacy.erasing import ERASED, FORMER, erased_among

_UUID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def look_ahead(session: Session, batch: Iterable[Heard[Event] | None]) -> None:
    """Look once, for a whole batch, which of the people it names were erased: a look per event would cost a third more.

    Who is erased by an event of this very batch is added by `forget_person`.
    """
    named = {person for heard in batch if heard is not None for person in _named(heard)}
    session.info[ERASED] = erased_among(session, named) if named else set()


def in_erased_form(session: Session, heard: Heard[Event]) -> Heard[Event]:
    """The event as listeners may know it. Events of which the person himself is the subject keep his id.

    Replaced in the bytes, so that no event's field is overlooked; ids have one spelling and one length.
    """
    known: set[UUID] | None = session.info.get(ERASED)
    if type_of(heard.event).subject == "person_id" or known == set():
        return heard
    named = _named(heard)
    gone = erased_among(session, named) if known is None else named & known
    return _without(heard, gone) if gone else heard


def _named(heard: Heard[Event]) -> set[UUID]:
    """Every id in the event, and who caused it: some of them are people."""
    found = {UUID(each.decode()) for each in _UUID.findall(bytes(heard.envelope.data))}
    return found | ({heard.envelope.actor} if heard.envelope.actor else set())


def _without(heard: Heard[Event], gone: set[UUID]) -> Heard[Event]:
    data, actor = bytes(heard.envelope.data), heard.envelope.actor
    for person in gone:
        data = data.replace(str(person).encode(), str(FORMER).encode())
    actor = None if actor in gone else actor
    opened = open_envelope(msgspec.structs.replace(heard.envelope, data=msgspec.Raw(data), actor=actor))
    assert opened is not None
    return opened
