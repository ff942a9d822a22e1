"""Keyset paging: `?limit&cursor`, answered with `next`. The cost of page 1,000 is that of page 1."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from flask import request
from marshmallow import fields, validate
from sqlalchemy import BigInteger, Select, literal, tuple_

from shared.errors import Invalid, Reason
from shared.http.schemas import Schema

T = TypeVar("T")


class Window(Schema):
    """The query keys of a list."""

    limit = fields.Integer(load_default=50, validate=validate.Range(1, 200), strict=False)
    cursor = fields.String(load_default=None, validate=validate.Length(max=400))


@dataclass
class Page(Generic[T]):
    """One page of a list and, where there is more, the place where it goes on."""

    items: Sequence[T]
    cursor: str | None = None

    @property
    def next(self) -> str | None:
        """The address of the next page, with the same filters."""
        if self.cursor is None:
            return None
        query = {**request.args.to_dict(), "cursor": self.cursor}
        return f"{request.path}?{urlencode(query)}"


def page_schema(item: type[Schema], name: str) -> type[Schema]:
    """The shape `{items, next}` for a list of `item`."""
    members = {"items": fields.List(fields.Nested(item)), "next": fields.String(allow_none=True)}
    found: type[Schema] = Schema.from_dict(members, name=name)  # type: ignore[assignment, arg-type]
    return found


def page_of(
    rows: Callable[[Select[*tuple[Any, ...]]], Sequence[Any]],
    query: Select[*tuple[Any, ...]],
    *keys: Any,
    limit: int,
    cursor: str | None,
    descending: bool = True,
) -> Page[Any]:
    """One page of `query` in the order of `keys`, which must be selected, not null, and end in something unique.

    `rows` runs the statement, e.g. `lambda q: session.execute(q).all()`.
    """
    if cursor is not None:
        place = tuple_(*(literal(v, k.type) for v, k in zip(_place(cursor, keys), keys, strict=True)))
        here = tuple_(*keys)
        query = query.where(here < place if descending else here > place)
    query = query.order_by(*(k.desc() if descending else k.asc() for k in keys)).limit(limit + 1)
    found = list(rows(query))
    if len(found) <= limit:
        return Page(found)
    last = found[limit - 1]
    return Page(found[:limit], _cursor([getattr(last, str(k.key)) for k in keys]))


def _cursor(values: Sequence[object]) -> str:
    texts = [v.isoformat() if isinstance(v, datetime) else str(v) for v in values]
    return base64.urlsafe_b64encode(json.dumps(texts).encode()).decode().rstrip("=")


def _place(cursor: str, keys: Sequence[Any]) -> list[Any]:
    try:
        texts = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return [_READERS[key.type.python_type](text, key) for key, text in zip(keys, texts, strict=True)]
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        reason = Reason("invalid", "This is not a cursor that we gave.", "/cursor")
        raise Invalid("invalid", "Start at the first page again.", (reason,)) from error


def _moment(text: str, _: Any) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("without its zone")
    return moment.astimezone(UTC)


def _number(text: str, key: Any) -> int:
    number, largest = int(text), 2 ** (63 if isinstance(key.type, BigInteger) else 31)
    if not -largest <= number < largest:
        raise ValueError("larger than its column")
    return number


def _text(text: str, _: Any) -> str:
    text.encode()  # raises ValueError for half a surrogate pair
    if "\x00" in text:
        raise ValueError("no database takes a NUL")
    return text


_READERS: dict[type, Callable[[str, Any], Any]] = {
    datetime: _moment,
    UUID: lambda text, _: UUID(text),
    int: _number,
    str: _text,
}
"""How each kind of key is read back. What they refuse, a database would stumble over."""
