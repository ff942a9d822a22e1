"""Whatever a person wrote into a public event can be taken out of it again, in any field, however deep."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import jsonschema
import msgspec
import pytest

from deploy.documents.parts import event_types
from deploy.documents.samples import sample_of
from services.sharing.model import stands_in_log
from services.sharing.use_cases.emptying import HARMLESS, without_texts
from shared.events import Event, EventType, Text, by_routing_key, schema_of
from shared.events.envelope import decode
from shared.http.schemas import camel

PUBLIC = [each for each in event_types() if stands_in_log(each)]
WRITTEN = "Geschreven"


def written(schema: dict[str, Any], value: Any, parts: dict[str, Any]) -> Any:
    """The same data with our word in every place that may hold words by its schema."""
    if "anyOf" in schema:
        schema = next(each for each in schema["anyOf"] if each.get("type") != "null")
    schema = parts[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    if "properties" in schema:
        return {name: written(part, value[name], parts) for name, part in schema["properties"].items()}
    if schema.get("type") == "array":
        return [written(schema["items"], each, parts) for each in value or [WRITTEN]]
    if schema.get("type") == "object":
        return {WRITTEN: WRITTEN}
    return WRITTEN if schema.get("type") == "string" and not {"format", "enum"} & schema.keys() else value


def words_in(data: Any, name: str = "") -> Iterator[str]:
    """The names of the fields in which our word stands."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from [name] if key == WRITTEN else words_in(value, key)
    elif isinstance(data, list):
        for each in data:
            yield from words_in(each, name)
    elif data == WRITTEN:
        yield name


def emptied(declared: EventType) -> tuple[dict[str, Any], dict[str, Any]]:
    """The data of an event full of words, and what is left of it."""
    sample, schema = sample_of(declared), schema_of(declared)
    sample["data"] = written(schema, sample["data"], schema.get("$defs", {}))
    left = without_texts(decode(msgspec.json.encode(sample)))
    return sample["data"], msgspec.json.decode(left.data)


def harmless(declared: EventType) -> set[str]:
    """What may stay in this event, as it is called on the wire."""
    names = (name.removeprefix(f"{declared.routing_key} ") for name in HARMLESS)
    return {camel(name) for name in names if " " not in name}


@pytest.mark.parametrize("declared", PUBLIC, ids=lambda each: str(each.routing_key))
def test_every_word_in_a_public_event_is_emptied_or_harmless(declared: EventType) -> None:
    full, left = emptied(declared)
    assert set(words_in(left)) == set(words_in(full)) & harmless(declared), "add it to HARMLESS only with a reason"
    jsonschema.validate(left, schema_of(declared))
    assert left.keys() == full.keys()
    kept = {name: value for name, value in full.items() if WRITTEN not in str(value)}
    assert {name: left[name] for name in kept} == kept, "ids, dates, numbers and choices stay"


def test_what_is_called_harmless_is_there_has_a_reason_and_is_no_long_text() -> None:
    fields = {f"{each.routing_key} {name}": kind for each in PUBLIC for name, kind in each.cls.__annotations__.items()}
    for name, reason in HARMLESS.items():
        found = [kind for field, kind in fields.items() if name in (field, field.partition(" ")[2])]
        assert found, f"no public event has the field {name}"
        assert not any("Text" in str(kind) for kind in found)
        assert reason


class Leaf(msgspec.Struct, rename="camel"):
    """Somewhere inside."""

    leaf_id: UUID
    said: Text
    language: str
    count: int


class Deep(Event):
    """Said by nobody: shapes that no event has yet, and that one may get."""

    toy_id: UUID
    one: Leaf
    maybe: Leaf | None
    many: list[Leaf]
    named: dict[str, Text]
    choices: list[Text] | None


def test_words_deep_inside_are_emptied_too_and_so_is_what_is_not_known_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(by_routing_key, "toys.toy.made.v1", EventType("toys.toy.made.v1", Deep, "toy_id", False))
    leaf_id, toy_id = "01890000-0000-7000-8000-000000000001", "01890000-0000-7000-8000-000000000002"
    leaf = {"leafId": leaf_id, "said": WRITTEN, "language": "nl", "count": 3}
    bare = {**leaf, "said": ""}
    data = {"toyId": toy_id, "one": leaf, "maybe": leaf, "many": [leaf, leaf], "named": {WRITTEN: WRITTEN}}
    sample = sample_of(by_routing_key["ideas.idea.hidden.v1"]) | {"type": "nl.werkeninnetwerken.toys.toy.made.v1"}
    told = decode(msgspec.json.encode({**sample, "data": {**data, "choices": [WRITTEN], "later": WRITTEN}}))
    left = msgspec.json.decode(without_texts(told).data)
    assert left == {"toyId": toy_id, "one": bare, "maybe": bare, "many": [bare, bare], "named": {}, "choices": []}
    unknown = decode(msgspec.json.encode({**sample, "type": "nl.werkeninnetwerken.toys.gone.v1", "data": data}))
    assert msgspec.json.decode(without_texts(unknown).data) == {}
