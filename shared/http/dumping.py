"""How a shape is written out, worked out once for each schema: marshmallow asks every field anew for every row.

What comes out is what marshmallow gives (a test compares them); a field that is not plain is asked as always.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, NamedTuple

import marshmallow as ma
from marshmallow import fields

Write = Callable[[Any], Any]


class Member(NamedTuple):
    """One member of an answer: its key, the attribute it comes from, and how a value that is not None is written."""

    key: str
    attribute: str
    write: Write
    whole: bool
    """Whether it is made of the whole object and not of one attribute."""


def plan_of(schema: ma.Schema) -> list[Member]:
    """How each member of `schema` is written."""
    return [_member(schema, name, field) for name, field in schema.dump_fields.items()]


def follow(plan: list[Member], obj: Any) -> dict[str, Any]:
    """The members that `obj`, a mapping or something with attributes, has."""
    read: Callable[..., Any] = obj.get if isinstance(obj, Mapping) else partial(getattr, obj)
    found: dict[str, Any] = {}
    for key, attribute, write, whole in plan:
        value = write(obj) if whole else read(attribute, ma.missing)
        if value is not ma.missing:
            found[key] = value if whole or value is None else write(value)
    return found


def _member(schema: ma.Schema, name: str, field: fields.Field[Any]) -> Member:
    key, write = field.data_key or name, _writer(field)
    if write is None or field.dump_default is not ma.missing:
        ask: Write = partial(field.serialize, name, accessor=schema.get_attribute)
        return Member(key, name, ask, True)
    return Member(key, field.attribute or name, write, False)


def _writer(field: fields.Field[Any]) -> Write | None:
    """How one value is written; None where the field itself has to say."""
    if type(field) is fields.Nested and not field.many:
        return field.schema.dump
    if type(field) is fields.List:
        return _each(_writer(field.inner))
    kind = _kind(field)
    if kind in (fields.AwareDateTime, fields.Date):
        return _iso if field.format in (None, "iso") else None  # type: ignore[attr-defined]
    return _PLAIN.get(kind)


def _kind(field: fields.Field[Any]) -> type[fields.Field[Any]]:
    """The kind of field as which it is written: its own, or the one it is derived from and only reads otherwise."""
    own = type(field)
    known = (each for each in own.__mro__ if each in _PLAIN or each in (fields.AwareDateTime, fields.Date))
    return next((each for each in known if each._serialize is own._serialize), own)


def _each(write: Write | None) -> Write | None:
    return None if write is None else lambda values: [None if value is None else write(value) for value in values]


def _text(value: Any) -> str:
    return value if type(value) is str else str(value)


def _iso(value: date) -> str:
    return value.isoformat()


_PLAIN: dict[type[fields.Field[Any]], Write] = {
    fields.String: _text,
    fields.Url: _text,
    fields.UUID: str,
    fields.Integer: int,
    fields.Boolean: bool,
}
