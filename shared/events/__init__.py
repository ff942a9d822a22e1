"""The published language: every event is a class, declared once, in the file of the service that says it.

An event's docstring says when it is said and what a listener may conclude; docs/events.md is made from them.
Fields are facts and ids; never a name or an address of a person.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, TypeVar, dataclass_transform
from uuid import UUID

import msgspec

Words = Annotated[str, msgspec.Meta(max_length=300)]
Text = Annotated[str, msgspec.Meta(max_length=10_000)]
"""Markdown as a person wrote it; the limit is checked at input, so that no envelope outgrows 64 KiB."""
Moment = Annotated[datetime, msgspec.Meta(tz=True)]
"""A moment with its zone: without one it would be another moment for every reader, and its schema says no format."""


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Event(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=False):
    """What happened, past tense. Subclasses are declared with `@event`."""


E = TypeVar("E", bound=Event)


@dataclass(frozen=True)
class EventType:
    """How one class travels: its wire type, whose order it keeps, and whether the public may hear it."""

    routing_key: str
    cls: type[Event]
    subject: str
    internal: bool

    @property
    def speaker(self) -> str:
        return self.routing_key.partition(".")[0]

    @property
    def subject_type(self) -> str:
        return self.subject.removesuffix("_id")


by_routing_key: dict[str, EventType] = {}
by_class: dict[type[Event], EventType] = {}


def event(routing_key: str, *, subject: str, internal: bool = False) -> Callable[[type[E]], type[E]]:
    """Declare a class as the event `routing_key`; `subject` names the field that holds the subject's id.

    `internal` events are about one person (membership, taking part, interest): they never reach the public log.
    """

    def declare(cls: type[E]) -> type[E]:
        if routing_key in by_routing_key:
            raise TypeError(f"{routing_key} is declared twice")
        if subject not in cls.__struct_fields__ or not cls.__doc__:
            raise TypeError(f"{cls.__name__} needs the field {subject} and a docstring")
        declared = EventType(routing_key, cls, subject, internal)
        by_routing_key[routing_key] = by_class[cls] = declared
        return cls

    return declare


def type_of(said: Event) -> EventType:
    """The declaration of this event's class."""
    return by_class[type(said)]


def subject_of(said: Event) -> UUID:
    """The id of the row this event speaks of, whose order it keeps."""
    subject = getattr(said, type_of(said).subject)
    assert isinstance(subject, UUID)
    return subject


def schema_of(declared: EventType) -> dict[str, Any]:
    """The event's data as JSON Schema 2020-12; readers ignore what they do not know."""
    _, parts = msgspec.json.schema_components([declared.cls], ref_template="#/$defs/{name}")
    name = declared.cls.__name__
    body = parts.pop(name)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": declared.routing_key}
    return {**body, **head, **({"$defs": parts} if parts else {})}
