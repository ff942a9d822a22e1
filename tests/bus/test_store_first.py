"""Ingest (2.5): stored and committed before it is acknowledged; the effect at once where nothing stands in its way."""

from __future__ import annotations

from typing import Any

import pytest

from shared import failpoints
from shared.bus import inbox as door
from shared.events.envelope import Heard
from shared.ids import new_id
from shared.transports import NotConfirmed
from tests.bus.wires import Wires, failing, interest, letter
from tests.kit.drain import until


def hand_over_despite_trouble(wires: Wires) -> None:
    """As the relay's own loop does: what is not confirmed is tried again."""

    def over() -> bool:
        try:
            wires.hand_over()
        except NotConfirmed:
            return False
        return True

    until(over)


def test_an_event_has_its_effect_in_the_transaction_that_stores_it(wires: Wires) -> None:
    ear = wires.ear()
    ids = wires.say(interest())
    wires.hand_over()
    until(lambda: ear.rows("done"))
    assert ear.done() == ids
    assert ear.step() == 0


def test_what_is_done_keeps_no_body(wires: Wires) -> None:
    ear = wires.ear()
    ids = wires.say(interest())
    wires.hand_over()
    ear.until_done(ids)
    assert [(row.envelope, row.state, row.attempts) for row in ear.rows()] == [(None, "done", 0)]


@pytest.mark.parametrize("step", ["inbox.before_store", "commit.before", "inbox.stored"])
def test_a_message_broken_off_before_the_acknowledgement_comes_again(wires: Wires, step: str) -> None:
    """Before it was stored, before the commit, or after it: the transport still has it, and brings it again."""
    ear = wires.ear()
    ids = wires.say(interest(), interest())
    bodies = [each.body for each in wires.relay._read()]
    failpoints.arm(f"{step}=error")
    if wires.kind == "embedded":
        with pytest.raises(NotConfirmed):
            wires.post(*bodies)
    else:
        wires.post(*bodies)
        until(lambda: bool(ear.rows("done")) == (step == "inbox.stored"))
    failpoints.arm("")
    hand_over_despite_trouble(wires)
    ear.until_done(ids)
    assert sorted(ear.done()) == sorted(ids)


@pytest.mark.rabbit
@pytest.mark.postgres
@pytest.mark.parametrize("step", ["consumer.before_ack", "inbox.before_store"])
def test_a_broker_brings_again_what_was_not_acknowledged(rabbit: Wires, step: str) -> None:
    """Only the broker has these messages: the relay has marked them and says nothing more."""
    ear = rabbit.ear(start=False)
    ids = rabbit.say(*[interest() for _ in range(20)])
    rabbit.hand_over()
    with failing(step):
        ear.start()
        until(lambda: ear.rows() or step == "inbox.before_store")
    ear.until_done(ids)
    assert sorted(ear.done()) == sorted(ids)


def test_an_effect_that_fails_at_once_leaves_the_message_stored(wires: Wires) -> None:
    ear = wires.ear()
    ids = wires.say(interest(), interest())
    with failing("inbox.before_commit"):
        wires.hand_over()
        ear.until_stored(2)
    assert [row.state for row in ear.rows()] == ["ready", "ready"]
    ear.until_done(ids)
    assert sorted(ear.done()) == sorted(ids)


def test_one_bad_handler_call_does_not_cost_its_batch_their_effects(wires: Wires) -> None:
    bad = new_id()

    def answer(session: Any, heard: Heard[Any]) -> None:
        if heard.envelope.subject == bad:
            raise RuntimeError("poison")

    ear = wires.ear(answer=answer)
    ids = wires.say(interest(), interest(bad), interest(), interest(bad))
    wires.hand_over()
    ear.until_stored(4)
    assert sorted(ear.done()) == sorted([ids[0], ids[2]])
    assert [row.state for row in ear.rows() if row.subject == bad] == ["ready", "ready"]


def test_an_event_behind_a_waiting_one_of_its_subject_is_stored_and_waits(wires: Wires) -> None:
    idea, calls = new_id(), []

    def fail_first(session: Any, heard: Heard[Any]) -> None:
        calls.append(heard.version)
        if heard.version == 1:
            raise RuntimeError

    ear = wires.ear(answer=fail_first)
    wires.say(interest(idea))
    wires.hand_over()
    ear.until_stored(1)
    until(lambda: ear.step() == 0 and ear.rows("waiting"))
    wires.say(interest(idea))
    wires.hand_over()
    ear.until_stored(2)
    assert ear.step() == 0
    assert [row.state for row in ear.rows()] == ["waiting", "ready"]
    assert set(calls) == {1}


def test_what_does_not_fit_in_the_time_of_the_fast_path_is_left_to_the_applier(
    wires: Wires, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "BUDGET", -1.0)
    idea, ear = new_id(), wires.ear()
    ids = wires.say(*[interest(idea) for _ in range(5)])
    wires.hand_over()
    ear.until_stored(5)
    assert ear.done() == []
    assert ear.door.waiting_work.is_set()
    ear.until_done(ids)
    assert ear.done() == ids


def test_half_a_subject_left_over_is_not_overtaken_by_its_next_event(
    wires: Wires, monkeypatch: pytest.MonkeyPatch
) -> None:
    idea, ear = new_id(), wires.ear()
    monkeypatch.setattr(door, "BUDGET", -1.0)
    ids = wires.say(interest(idea))
    wires.hand_over()
    ear.until_stored(1)
    monkeypatch.undo()
    ids += wires.say(interest(idea))
    wires.hand_over()
    ear.until_stored(2)
    assert ear.done() == []
    ear.until_done(ids)
    assert ear.done() == ids


def test_what_was_said_while_the_listener_was_away_arrives_when_it_is_back(wires: Wires) -> None:
    ear = wires.ear()
    before = wires.say(interest())
    wires.hand_over()
    ear.until_done(before)
    ear.end()
    meanwhile = wires.say(*[interest() for _ in range(10)])
    wires.hand_over()
    ear.start()
    ear.until_done(before + meanwhile)
    assert sorted(ear.done()) == sorted(before + meanwhile)


def test_each_listener_has_the_effect_for_itself(wires: Wires) -> None:
    first, second = wires.ear(), wires.ear()
    ids = wires.say(interest(), interest())
    wires.hand_over()
    first.until_done(ids)
    second.until_done(ids)
    assert sorted(first.done()) == sorted(second.done()) == sorted(ids)


def test_one_listener_in_trouble_costs_another_nothing_but_repeats(wires: Wires) -> None:
    def fail(session: Any, heard: Heard[Any]) -> None:
        raise RuntimeError

    good, bad = wires.ear(), wires.ear(answer=fail)
    ids = wires.say(interest(), interest())
    wires.hand_over()
    good.until_done(ids)
    bad.until_stored(2)
    bad.step()
    assert sorted(good.done()) == sorted(ids)
    assert bad.done() == []


def test_a_message_for_another_listener_is_not_even_stored(wires: Wires) -> None:
    from shared.events.ideas import CommentPlaced

    comments, interests = wires.ear(CommentPlaced), wires.ear()
    ids = wires.say(interest())
    wires.hand_over()
    interests.until_done(ids)
    assert comments.rows() == []


def test_the_owner_sees_a_message_as_bytes_it_once_stored(wires: Wires) -> None:
    ear = wires.ear(answer=_fail)
    body = letter(interest())
    wires.post(body)
    ear.until_stored(1)
    assert [bytes(row.envelope) for row in ear.rows()] == [body]


def _fail(session: Any, heard: Heard[Any]) -> None:
    raise RuntimeError
