"""Word of someone who was erased meanwhile: it applies, with the id of nobody in his place."""

from __future__ import annotations

import re
from uuid import UUID

import msgspec
from sqlalchemy.orm import Session

from shared.events import Event, type_of
from shared.events.envelope import Heard, open_envelope
from shared.privacy.erasing import FORMER, erased_among

_UUID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def in_erased_form(session: Session, heard: Heard[Event]) -> Heard[Event]:
    """The event as listeners may know it. Events of which the person himself is the subject keep his id.

    Replaced in the bytes, so that no event's field is overlooked; ids have one spelling and one length.
    """
    if type_of(heard.event).subject == "person_id":
        return heard
    data, actor = bytes(heard.envelope.data), heard.envelope.actor
    named = {UUID(found.decode()) for found in _UUID.findall(data)} | ({actor} if actor else set())
    gone = erased_among(session, named) if named else set()
    if not gone:
        return heard
    for person in gone:
        data = data.replace(str(person).encode(), str(FORMER).encode())
    envelope = msgspec.structs.replace(heard.envelope, data=msgspec.Raw(data), actor=None if actor in gone else actor)
    opened = open_envelope(envelope)
    assert opened is not None
    return opened
