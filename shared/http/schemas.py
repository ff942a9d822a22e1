"""Shapes: marshmallow schemas that speak camelCase outside and snake_case inside, and refuse what they do not know."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import marshmallow as ma

from shared.http.dumping import Member, follow, plan_of


def camel(name: str) -> str:
    """`start_date` → `startDate`; a leading underscore stays."""
    head, *rest = name.split("_")
    return head + "".join(part.title() for part in rest)


class Schema(ma.Schema):
    """The base of every request and response shape."""

    class Meta:
        unknown = ma.RAISE

    _plan: list[Member] | None = None

    def on_bind_field(self, field_name: str, field_obj: ma.fields.Field[Any]) -> None:
        if field_obj.data_key is None:
            field_obj.data_key = camel(field_name)

    def dump(self, obj: Any, *, many: bool | None = None) -> Any:
        """What marshmallow's `dump` gives, several times as fast. No shape of ours has hooks on the way out."""
        if self._plan is None:
            self._plan = plan_of(self)
        several = self.many if many is None else many
        return [follow(self._plan, one) for one in obj] if several else follow(self._plan, obj)


class NoBody(Schema):
    """For an operation that takes nothing: an empty object or no body at all."""


_UNSEEN = {"Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Mn", "Mc", "Me"}
_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"


def is_blank(value: str) -> bool:
    """Whether there is nothing to be seen: only spaces, marks without a letter, and what Unicode draws as nothing."""
    return all(unicodedata.category(char) in _UNSEEN or char in _FILLERS for char in value)


class Text(ma.fields.String):
    """A text; one in which nothing is to be seen is an empty one."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> str:
        found: str = super()._deserialize(value, attr, data, **more)
        return "" if is_blank(found) else found


class Moment(ma.fields.AwareDateTime):
    """A moment that somebody gives, in any zone; none so far off that it has no place in UTC."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> datetime:
        try:
            return super()._deserialize(value, attr, data, **more).astimezone(UTC)
        except OverflowError as error:
            raise self.make_error("invalid", input=value, obj_type=self.OBJ_TYPE) from error


class _Filled(ma.validate.Regexp):
    """The pattern tells readers of the document what they can check; this refuses all that is blank."""

    def __call__(self, value: Any) -> Any:
        if is_blank(value):
            raise ma.ValidationError("Fill this in.")
        return value


def _printable(value: str) -> None:
    if any(ord(char) < 32 and char not in "\t\r\n" for char in value):
        raise ma.ValidationError("Leave out control characters.")


def _one_line(value: str) -> None:
    if "\n" in value or "\r" in value:
        raise ma.ValidationError("Keep this on one line.")


def text(most: int, *, least: int = 0, **options: Any) -> ma.fields.String:
    """A text of several lines, such as Markdown: at most `most` characters, no control characters."""
    return Text(validate=[ma.validate.Length(least, most), _printable], **options)


def short(most: int, **options: Any) -> ma.fields.String:
    """A name or title: one line of 1 to `most` characters, not blank."""
    checks: list[Callable[[Any], Any]] = [ma.validate.Length(1, most), _Filled(r".*\S"), _one_line, _printable]
    return ma.fields.String(validate=checks, **options)
