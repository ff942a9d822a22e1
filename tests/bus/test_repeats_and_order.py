"""At least once on the wire, once in effect (2.5): repeats, reordering, and what only the event's id may decide."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Column, Integer, Table, Uuid, select

from shared import clock
from shared.bus.sql import upsert
from shared.events.envelope import Heard
from shared.ids import new_id
from tests.bus.wires import Wires, interest, letter, notes

states = Table(
    "states",
    notes,
    Column("id", Uuid(), primary_key=True),
    Column("person", Uuid(), nullable=False),
    Column("heard", Integer, nullable=False),
)


def test_fifty_times_the_same_message_is_one_effect(wires: Wires) -> None:
    ear, body, last = wires.ear(), letter(interest()), letter(interest())
    for _ in range(25):
        wires.post(body, body)
    wires.post(last)
    ear.until_stored(2)
    while ear.step():
        pass
    assert len(ear.done()) == 2


def test_a_message_twice_in_one_batch_is_one_effect(wires: Wires) -> None:
    ear, body = wires.ear(), letter(interest())
    wires.post(body, body, letter(interest()))
    ear.until_stored(2)
    while ear.step():
        pass
    assert len(ear.done()) == 2


def test_a_message_that_comes_again_long_after_it_was_done_changes_nothing(wires: Wires) -> None:
    ear, idea = wires.ear(), new_id()
    bodies = [letter(interest(idea), version) for version in (1, 2, 3)]
    for body in [*bodies, *bodies, letter(interest())]:
        wires.post(body)
    ear.until_stored(4)
    while ear.step():
        pass
    assert len(ear.done()) == 4
    assert {row.state for row in ear.rows()} == {"done"}


def test_the_same_id_from_another_speaker_is_another_event(wires: Wires) -> None:
    ear, said, number = wires.ear(), interest(), new_id()
    wires.post(letter(said, id=number), letter(said, id=number, source="/sharing"))
    ear.until_stored(2)
    while ear.step():
        pass
    assert len(ear.done()) == 2


def test_a_window_in_disorder_is_applied_in_the_order_of_its_subject(wires: Wires) -> None:
    """All in one batch that could not be applied at once: what waits is taken by version."""
    idea = new_id()
    ear = wires.ear(start=False)
    bodies = [letter(interest(idea), version) for version in range(1, 21)]
    random.Random(7).shuffle(bodies)
    ear.door.take(bodies)
    while ear.step():
        pass
    assert [row.version for row in ear.effects()] == list(range(1, 21))


def test_every_event_is_applied_once_however_the_wire_mixes_them(wires: Wires) -> None:
    ideas, ear = [new_id(), new_id(), new_id()], wires.ear()
    bodies = [letter(interest(idea), version) for version in range(1, 21) for idea in ideas]
    mixed = bodies + bodies
    random.Random(11).shuffle(mixed)
    for start in range(0, len(mixed), 20):
        wires.post(*mixed[start : start + 20])
    ear.until_stored(60)
    while ear.step():
        pass
    assert len(ear.done()) == len(set(ear.done())) == 60


def test_an_older_version_that_comes_late_still_has_its_effect(wires: Wires) -> None:
    """The version orders what waits; it is never a filter, or events that were refilled would be lost."""
    idea, ear = new_id(), wires.ear()
    wires.post(letter(interest(idea), 3))
    ear.until_stored(1)
    wires.post(letter(interest(idea), 2))
    ear.until_stored(2)
    while ear.step():
        pass
    assert [row.version for row in ear.effects()] == [3, 2]


def test_a_listener_that_overwrites_state_ends_at_the_highest_version(wires: Wires) -> None:
    def keep(session: Any, heard: Heard[Any]) -> None:
        row = {"id": heard.envelope.subject, "person": heard.event.person_id, "heard": heard.version}
        upsert(session, states, row, newer="heard")

    idea, ear = new_id(), wires.ear(answer=keep)
    said = {version: interest(idea) for version in range(1, 11)}
    for version in random.Random(3).sample(range(1, 11), 10):
        wires.post(letter(said[version], version))
    ear.until_stored(10)
    while ear.step():
        pass
    with wires.hearer.reading() as session:
        assert [(row.person, row.heard) for row in session.execute(select(states))] == [(said[10].person_id, 10)]


def test_a_clock_that_runs_backwards_changes_nothing_about_the_order(wires: Wires) -> None:
    idea, ear, ids = new_id(), wires.ear(), []
    for hours in (2, 1, 0, -1):
        with clock.moved(timedelta(hours=hours)):
            ids += wires.say(interest(idea))
    wires.hand_over()
    ear.until_done(ids)
    assert ear.done() == ids
    assert [row.version for row in ear.effects()] == [1, 2, 3, 4]


def test_a_gap_in_the_versions_holds_nothing_up(wires: Wires) -> None:
    """A listener hears only the types it is bound to, so gaps are the rule."""
    idea, ear = new_id(), wires.ear()
    wires.post(letter(interest(idea), 1), letter(interest(idea), 5), letter(interest(idea), 9))
    ear.until_stored(3)
    while ear.step():
        pass
    assert [row.version for row in ear.effects()] == [1, 5, 9]


@pytest.mark.parametrize("size", [1, 99, 100, 101, 250])
def test_batches_of_any_size_are_taken_whole(wires: Wires, size: int) -> None:
    ear = wires.ear()
    wires.post(*[letter(interest()) for _ in range(size)])
    ear.until_stored(size)
    while ear.step():
        pass
    assert len(set(ear.done())) == size
