"""Answers are written by a plan of our own: what comes out is what marshmallow would have written, for every shape."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import marshmallow as ma
import pytest
from marshmallow import fields
from webargs.fields import DelimitedList

import services
from shared.http.schemas import Moment, Schema
from shared.ids import new_id

VALUES: dict[type[fields.Field[Any]], Any] = {
    fields.String: "Wat er gebeurde",
    fields.Url: "https://example.org/a",
    fields.Integer: 7,
    fields.Float: 0.5,
    fields.Boolean: False,
    fields.UUID: new_id(),
    fields.Date: date(2028, 2, 29),
    fields.AwareDateTime: datetime(2028, 2, 29, 12, 30, 0, 120_000, tzinfo=UTC),
    Moment: datetime(2028, 2, 29, 12, 30, tzinfo=UTC),
    fields.Field: "as it is",
}


class Thing(SimpleNamespace):
    """Something with attributes, which the one field that is made by a function reads by name."""

    def __getitem__(self, name: str) -> Any:
        return getattr(self, name)


def every_shape() -> list[type[Schema]]:
    """All that can be an answer: a list in one query key cannot."""
    for module in pkgutil.walk_packages(services.__path__, "services."):
        if ".schemas" in module.name:
            importlib.import_module(module.name)
    asked = {shape for shape in _below(Schema) if any(isinstance(f, DelimitedList) for f in shape().fields.values())}
    return sorted(set(_below(Schema)) - asked, key=lambda shape: f"{shape.__module__}.{shape.__name__}")


def _below(shape: type[Schema]) -> Iterator[type[Schema]]:
    for each in shape.__subclasses__():
        yield each
        yield from _below(each)


def filled(shape: ma.Schema) -> dict[str, Any]:
    """Something of this shape in which nothing is missing."""
    return {"mean": 1, **{f.attribute or name: value_of(f) for name, f in shape.dump_fields.items()}}


def value_of(field: fields.Field[Any]) -> Any:
    if isinstance(field, fields.Nested):
        return [filled(field.schema)] * 2 if field.many else filled(field.schema)
    if isinstance(field, fields.List):
        return [value_of(field.inner), value_of(field.inner)]
    if isinstance(field, fields.Dict):
        return {"a": value_of(field.value_field) if field.value_field else [1, None]}
    return VALUES.get(type(field), 1)


def as_marshmallow_would(shape: type[Schema], obj: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    with monkeypatch.context() as patched:
        patched.setattr(Schema, "dump", ma.Schema.dump)
        return shape().dump(obj)


def test_every_shape_is_written_as_marshmallow_writes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    shapes = every_shape()
    assert len(shapes) > 150
    for shape in shapes:
        full = filled(shape())
        emptied = {name: None if name != "mean" else 1 for name in full}
        for obj in (full, Thing(**full), emptied, Thing(mean=1)):
            assert shape().dump(obj) == as_marshmallow_would(shape, obj, monkeypatch), shape


def test_no_shape_has_hooks_on_the_way_out() -> None:
    assert not [shape for shape in every_shape() for hook in ("pre_dump", "post_dump") if shape._hooks[hook]]
