"""Emptying an event that stays: its place, ids, dates and numbers are kept, what a person wrote is not.

Which words those are follows from the event's own declaration, so that a field that comes later is emptied from its
first day. Only what is named here as harmless stays.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import inspect

from shared.events import by_routing_key
from shared.events.envelope import Envelope

HARMLESS = {
    "language": "a code",
    "kind": "chosen from a list",
    "state": "one of a machine's states",
    "licence": "a code",
    "currency": "a code",
    "missing": "codes of parts of a composition",
    "channel": "the name of one of our channels",
    "sha256": "a number, proof of what stands elsewhere",
    "partup_id": "an id at Part-up",
    "sharing.publication.published.v1 url": "our own address, made of the id",
    "sharing.publication.revised.v1 url": "our own address, made of the id",
    "sharing.publication.retracted.v1 url": "our own address, made of the id",
}
"""Fields with words that nobody wrote, and why they may stay: of every event, or of one."""


def without_texts(envelope: Envelope) -> Envelope:
    """The same event with nothing in its texts: still valid by its schema.

    Fields that this version does not know might hold anything, so they go; readers ignore them by promise.
    """
    declared = by_routing_key.get(envelope.routing_key)
    data = msgspec.json.decode(envelope.data)
    left = _emptied(data, inspect.type_info(declared.cls), declared.routing_key) if declared else {}
    return msgspec.structs.replace(envelope, data=msgspec.Raw(msgspec.json.encode(left)))


def _emptied(value: Any, kind: inspect.Type, routing_key: str) -> Any:
    """What stays of a value: of an object its harmless fields and the emptied others, of a text or a list nothing."""
    if isinstance(kind, inspect.UnionType):
        if value is None:
            return None
        kinds = [each for each in kind.types if not isinstance(each, inspect.NoneType)]
        kind = kinds[0] if len(kinds) == 1 else inspect.AnyType()
    if isinstance(kind, inspect.StructType):
        return {
            each.encode_name: value[each.encode_name]
            if each.name in HARMLESS or f"{routing_key} {each.name}" in HARMLESS
            else _emptied(value[each.encode_name], each.type, routing_key)
            for each in kind.fields
            if each.encode_name in value
        }
    if isinstance(kind, inspect.ListType) and isinstance(kind.item_type, inspect.StructType):
        return [_emptied(each, kind.item_type, routing_key) for each in value]
    return type(value)() if _may_hold_words(kind) else value


def _may_hold_words(kind: inspect.Type) -> bool:
    """Everything may, except what cannot: so a shape that nobody thought of is emptied rather than kept."""
    if isinstance(kind, inspect.ListType):
        return _may_hold_words(kind.item_type)
    return not isinstance(kind, CANNOT)


CANNOT = (
    inspect.UUIDType,
    inspect.LiteralType,
    inspect.EnumType,
    inspect.IntType,
    inspect.FloatType,
    inspect.BoolType,
    inspect.DateType,
    inspect.DateTimeType,
    inspect.NoneType,
)
