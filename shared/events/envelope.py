"""CloudEvents 1.0, structured JSON: the envelope in which events travel, at most 64 KiB."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Generic, Literal
from uuid import UUID

import msgspec

from shared.events import E, Event, by_routing_key, subject_of, type_of

PREFIX = "nl.werkeninnetwerken."
MOST_BYTES = 64 * 1024


class Malformed(ValueError):
    """These bytes are not an envelope we can trust; the message says why."""


class Envelope(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The attributes of one event on the wire. Unknown ones are kept in the bytes and ignored here."""

    specversion: Literal["1.0"]
    id: UUID
    source: Annotated[str, msgspec.Meta(pattern=r"^/[a-z0-9./_-]{1,79}\Z")]
    type: Annotated[str, msgspec.Meta(pattern=r"^nl\.werkeninnetwerken\.[a-z0-9._-]{1,120}\Z")]
    subject: UUID
    time: datetime
    sequence: str
    aggversion: Annotated[int, msgspec.Meta(ge=1, lt=2**31)]
    dataschema: str
    dataclass: Literal["public", "internal"]
    data: msgspec.Raw
    datacontenttype: str = "application/json"
    partitionkey: str = ""
    traceparent: str | None = None
    correlationid: str | None = None
    causationid: str | None = None
    actor: UUID | None = None

    @property
    def routing_key(self) -> str:
        return self.type.removeprefix(PREFIX)


@dataclass(frozen=True)
class Heard(Generic[E]):
    """An event as a listener gets it: what happened, and the envelope it came in."""

    event: E
    envelope: Envelope

    @property
    def version(self) -> int:
        """The subject's own counter: higher is later."""
        return self.envelope.aggversion


_decoder = msgspec.json.Decoder(Envelope)


def encode(envelope: Envelope) -> bytes:
    """The bytes that are stored once and published as they are."""
    body = msgspec.json.encode(envelope)
    if len(body) > MOST_BYTES:
        raise Malformed(f"{envelope.type} would be {len(body)} bytes; {MOST_BYTES} is the most")
    return body


def decode(body: bytes) -> Envelope:
    """The envelope in these bytes, checked for form. Raises Malformed, whatever the bytes are."""
    if len(body) > MOST_BYTES:
        raise Malformed(f"{len(body)} bytes; {MOST_BYTES} is the most")
    try:
        envelope = _decoder.decode(body)
        json.loads(body, object_pairs_hook=_distinct)
    except (ValueError, RecursionError) as error:
        raise Malformed(str(error)[:200]) from error
    return envelope


def _distinct(pairs: list[tuple[str, Any]]) -> None:
    """A name given twice means something else to every reader; so it means nothing to us."""
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a name is given twice in one object")


def open_envelope(envelope: Envelope) -> Heard[Event] | None:
    """The event inside, or None where its type (or major version) is not known here. Raises Malformed."""
    declared = by_routing_key.get(envelope.routing_key)
    if declared is None:
        return None
    try:
        said = msgspec.json.decode(envelope.data, type=declared.cls)
    except (ValueError, RecursionError) as error:
        raise Malformed(str(error)[:200]) from error
    if subject_of(said) != envelope.subject:
        raise Malformed("the subject is not the one the data speaks of")
    return Heard(said, envelope)


def data_of(said: Event) -> msgspec.Raw:
    """The event's data as JSON, proven readable by its own class before anyone else gets it."""
    body = msgspec.json.encode(said)
    try:
        msgspec.json.decode(body, type=type_of(said).cls)
    except msgspec.ValidationError as error:
        raise Malformed(f"{type(said).__name__}: {error}") from error
    return msgspec.Raw(body)
