"""What counts as breaking an event's schema."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from deploy.documents.compatibility import breaking

Json = dict[str, Any]
OLD: Json = {
    "type": "object",
    "properties": {
        "ideaId": {"type": "string", "format": "uuid"},
        "title": {"type": "string", "maxLength": 300},
        "kind": {"enum": ["join", "follow"]},
        "count": {"type": "integer", "minimum": 0},
        "themes": {"type": "array", "items": {"type": "string", "maxLength": 300}},
        "municipality": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        "place": {"$ref": "#/$defs/Place"},
    },
    "required": ["ideaId", "title"],
    "$defs": {"Place": {"type": "object", "properties": {"town": {"type": "string"}}, "required": ["town"]}},
}


def changed(change: Callable[[Json], object]) -> Json:
    new = copy.deepcopy(OLD)
    change(new)
    return new


def test_nothing_breaks_what_stays_as_it_is() -> None:
    assert breaking(OLD, copy.deepcopy(OLD)) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda new: new["properties"].update(since={"type": "string"}),
        lambda new: new.update(description="Told better."),
        lambda new: new["properties"]["title"].update(maxLength=500),
        lambda new: new["properties"]["count"].pop("minimum"),
        lambda new: new["$defs"]["Place"]["properties"].update(street={"type": "string"}),
    ],
)
def test_adding_is_not_breaking(change: Callable[[Json], object]) -> None:
    assert breaking(OLD, changed(change)) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda new: new["properties"].pop("themes"), "themes is gone."),
        (lambda new: new["required"].append("kind"), "kind is required now; events that were said before may lack it."),
        (lambda new: new["required"].remove("title"), "title is no longer certain to be there."),
        (lambda new: new["properties"]["count"].update(type="string"), "count is integer no longer, but string."),
        (lambda new: new["properties"]["title"].update(maxLength=9), "title has another maxLength"),
        (lambda new: new["properties"]["count"].update(maximum=9), "count has another maximum"),
        (lambda new: new["properties"]["kind"]["enum"].append("vote"), "kind has other values than before."),
        (lambda new: new["properties"]["kind"]["enum"].pop(), "kind has other values than before."),
        (lambda new: new["properties"]["ideaId"].pop("format"), "ideaId is string uuid no longer, but string."),
        (lambda new: new["properties"]["themes"]["items"].update(type="integer"), "themes[] is string no longer"),
        (lambda new: new["properties"]["municipality"]["anyOf"].pop(), "municipality is null or string no longer"),
        (lambda new: new["$defs"]["Place"]["properties"].pop("town"), "place.town is gone."),
        (lambda new: new.update(additionalProperties=False), "data refuses unknown fields now."),
    ],
)
def test_everything_else_is_told_in_a_sentence(change: Callable[[Json], object], sentence: str) -> None:
    (found,) = breaking(OLD, changed(change))
    assert found.startswith(sentence)
