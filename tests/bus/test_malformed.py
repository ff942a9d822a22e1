"""What is not an event, or not one we know (2.5): kept for a person to look at, and the door stays open."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.events.envelope import MOST_BYTES, PREFIX, Malformed, decode, open_envelope
from shared.ids import new_id
from tests.bus.wires import Wires, interest, letter

GOOD = json.loads(letter(interest()))


def changed(**changes: Any) -> bytes:
    """A good envelope with these attributes changed; None takes one out."""
    made = {**GOOD, "id": str(new_id()), **changes}
    return json.dumps({name: value for name, value in made.items() if value is not None}).encode()


def deep(levels: int) -> bytes:
    return changed(data=None)[:-1] + b', "data": ' + b'{"a":' * levels + b"1" + b"}" * levels + b"}"


INVALID = {
    "nothing at all": b"",
    "not JSON": b"hello",
    "half an envelope": changed()[:-20],
    "bad UTF-8": changed().replace(b"join", b"\xff\xfe"),
    "UTF-16": changed().decode().encode("utf-16"),
    "a list": b"[]",
    "a number": b"1e999",
    "NaN": changed().replace(b'"join"', b"NaN"),
    "NaN in the envelope": changed(aggversion=7).replace(b": 7", b": NaN"),
    "endless nesting": deep(100_000 // 6),
    "deep nesting": deep(5_000),
    "one byte too many": changed() + b" " * (MOST_BYTES + 1 - len(changed())),
    "no id": changed(id=None),
    "an id that is none": changed(id="1"),
    "a version that is a text": changed(aggversion="1"),
    "a version beyond every counter": changed(aggversion=2**40),
    "a version beyond 64 bits": changed(aggversion=2**70),
    "a version below the first": changed(aggversion=0),
    "another specversion": changed(specversion="0.3"),
    "a type of somebody else's": changed(type="com.example.made.v1"),
    "NUL in the type": changed(type=PREFIX + "ideas.\x00.v1"),
    "NUL in the source": changed(source="/ideas\x00"),
    "half a surrogate pair in the source": changed(source="/ideas\ud800"),
    "a source without end": changed(source="/" + "i" * 5000),
    "a type without end": changed(type=PREFIX + "i" * 5000),
    "data of another shape": changed(data={"ideaId": 1}),
    "data that is null": changed(data=None)[:-1] + b', "data": null}',
    "a word that is not in the list": changed(data={**GOOD["data"], "kind": "dance"}),
    "the wrong subject": changed(subject=str(new_id())),
    "a name given twice": changed()[:-1] + b', "aggversion": 2}',
    "a name given twice in the data": changed().replace(b'"kind"', b'"kind": "follow", "kind"'),
}
IGNORED = {
    "an unknown type": changed(type=PREFIX + "ideas.idea.danced.v1"),
    "a newer major": changed(type=PREFIX + "ideas.interest.declared.v2", data={"altogether": "different"}),
}


@pytest.mark.parametrize("what", INVALID)
def test_an_invalid_message_is_kept_aside_and_the_next_one_is_heard(wires: Wires, what: str) -> None:
    ear, good = wires.ear(), letter(interest())
    wires.post(INVALID[what], good, INVALID[what])
    ear.until_stored(2)
    while ear.step():
        pass
    assert ear.done() == [decode(good).id]
    kept = ear.rows("invalid")
    assert [bytes(row.envelope) for row in kept] == [INVALID[what][:MOST_BYTES]]
    assert kept[0].last_error


@pytest.mark.parametrize("what", IGNORED)
def test_a_message_from_the_future_is_noted_and_ignored(wires: Wires, what: str) -> None:
    ear, good = wires.ear(), letter(interest())
    wires.post(IGNORED[what], good)
    ear.until_stored(2)
    assert ear.done() == [decode(good).id]
    assert [(row.last_error, row.envelope) for row in ear.rows("done") if row.last_error] == [("ignored", None)]


def test_what_a_newer_speaker_adds_is_not_in_the_way(wires: Wires) -> None:
    ear = wires.ear()
    wires.post(changed(novelty={"a": [1]}, data={**GOOD["data"], "mood": "bright"}))
    ear.until_stored(1)
    assert len(ear.done()) == 1


def test_an_invalid_message_does_not_block_its_supposed_subject(wires: Wires) -> None:
    idea, ear = new_id(), wires.ear()
    good = [letter(interest(idea), version) for version in (1, 2, 3)]
    wires.post(good[0], good[1].replace(b'"join"', b'"dance"'), good[2])
    ear.until_stored(3)
    while ear.step():
        pass
    assert [row.version for row in ear.effects()] == [1, 3]


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda part: st.lists(part, max_size=3)
)
_attribute = st.sampled_from(sorted(GOOD))
_junk = st.binary(max_size=200) | _json.map(lambda value: json.dumps(value).encode())
_bent = st.dictionaries(_attribute, _json, max_size=3).map(lambda changes: changed(**changes))
_torn = st.tuples(st.integers(0, 600), st.binary(max_size=4)).map(
    lambda cut: changed()[: cut[0]] + cut[1] + changed()[cut[0] + len(cut[1]) :]
)


@settings(max_examples=600, deadline=None, database=None)
@given(_junk | _bent | _torn)
def test_whatever_the_bytes_are_they_open_or_are_called_malformed(body: bytes) -> None:
    with suppress(Malformed):
        open_envelope(decode(body))


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_junk | _bent | _torn, min_size=5, max_size=20))
def test_whatever_the_bytes_are_the_door_takes_them_and_stays_open(wires: Wires, bodies: list[bytes]) -> None:
    ear = next(iter(wires.ears), None) or wires.ear(start=False)
    good = letter(interest())
    ear.door.take([*bodies, good])
    assert decode(good).id in ear.done()
