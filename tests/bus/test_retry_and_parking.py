"""Failure (2.5): what may pass waits ever longer, what will not is parked, and only its own subject stands still."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from shared import clock
from shared.bus import parked, retry
from shared.bus.replay import replay
from shared.bus.tables import subject_cursor
from shared.errors import Conflict, NotFound, Retry
from shared.events.envelope import Heard
from shared.ids import new_id
from tests.bus.wires import Answer, Ear, Wires, interest


def fails_with(error: Exception, *, on: UUID | None = None) -> Answer:
    """An answer that always fails, for one subject or for all."""

    def answer(session: Any, heard: Heard[Any]) -> None:
        if on is None or heard.envelope.subject == on:
            raise error

    return answer


def hear(wires: Wires, ear: Ear, *subjects: UUID) -> list[UUID]:
    """One event of each of these subjects, stored and tried once."""
    ids = wires.say(*[interest(subject) for subject in subjects])
    wires.hand_over()
    ear.until_stored(len(ids))
    ear.step()
    return ids


def later(ear: Ear, **by: float) -> None:
    """Apply what is due after so much time has passed."""
    with clock.moved(timedelta(**by)):
        ear.step()


def park(wires: Wires, ear: Ear, *subjects: UUID) -> list[UUID]:
    ids = hear(wires, ear, *subjects)
    for minutes in (1, 2, 3, 4, 5):
        later(ear, minutes=minutes)
    return ids


def test_a_retry_waits_its_time_and_then_has_its_effect(wires: Wires) -> None:
    ear = wires.ear(answer=fails_with(Retry("not known yet")))
    ids = hear(wires, ear, new_id())
    assert [(row.state, row.attempts) for row in ear.rows()] == [("waiting", 1)]
    assert ear.step() == 0
    ear.answer = lambda session, heard: None
    later(ear, seconds=2)
    assert ear.done() == ids


def test_a_retry_climbs_the_whole_ladder(wires: Wires) -> None:
    ear, waits, passed = wires.ear(answer=fails_with(Retry())), [], timedelta()
    with clock.held():
        start = clock.now()
        hear(wires, ear, new_id())
        for _ in (*retry.LADDER, "and its last rung again"):
            due = ear.rows("waiting")[0].next_attempt_at - start
            waits.append((due - passed).total_seconds())
            passed = due
            later(ear, seconds=due.total_seconds() + 0.001)
    assert [row.attempts for row in ear.rows("waiting")] == [9]
    rungs = [wait / rung for wait, rung in zip(waits, (*retry.LADDER, retry.LADDER[-1]), strict=True)]
    assert all(0.79 < each < 1.21 for each in rungs), rungs


def test_a_retry_is_given_up_after_two_weeks(wires: Wires) -> None:
    ear = wires.ear(answer=fails_with(Retry()))
    hear(wires, ear, new_id())
    later(ear, days=13, hours=23)
    assert [row.state for row in ear.rows()] == ["waiting"]
    later(ear, days=14, hours=7)
    assert [row.state for row in ear.rows()] == ["parked"]


@pytest.mark.parametrize(
    "error",
    [Retry(), ConnectionResetError(), TimeoutError(), httpx.ConnectError("no"), OperationalError("x", {}, Exception())],
    ids=lambda error: type(error).__name__,
)
def test_trouble_that_may_pass_is_patient(error: Exception) -> None:
    now = clock.now()
    assert all(retry.next_attempt(error, attempts, now, now) for attempts in range(1, 100))


def test_jitter_spreads_the_tries_by_a_fifth() -> None:
    now = clock.now()
    for attempts, rung in enumerate(retry.LADDER, start=1):
        waits = [retry.next_attempt(Retry(), attempts, now, now) for _ in range(50)]
        seconds = [(each - now).total_seconds() for each in waits if each]
        assert rung * 0.8 <= min(seconds) < max(seconds) <= rung * 1.2


def test_an_error_is_tried_five_times_within_about_a_minute_and_then_parked(wires: Wires) -> None:
    calls = []

    def answer(session: Any, heard: Heard[Any]) -> None:
        calls.append(heard.envelope.id)
        raise RuntimeError("wrong in itself")

    ear = wires.ear(answer=answer)
    hear(wires, ear, new_id())
    before = len(calls)
    for _ in range(6):
        waiting = ear.rows("waiting")
        if waiting:
            later(ear, seconds=(waiting[0].next_attempt_at - clock.now()).total_seconds() + 0.1)
    row = ear.rows("parked")[0]
    assert (row.attempts, row.last_error) == (5, "RuntimeError: wrong in itself")
    assert len(calls) - before == 4
    assert ear.step() == 0
    assert sum(retry.BRIEF) <= 60


@pytest.mark.parametrize("state", ["waiting", "parked"])
def test_it_blocks_its_own_subject_and_no_other(wires: Wires, state: str) -> None:
    bad, good = new_id(), new_id()
    ear = wires.ear(answer=fails_with(RuntimeError(), on=bad))
    (park if state == "parked" else hear)(wires, ear, bad)
    behind = wires.say(interest(bad), interest(good), interest(good))
    wires.hand_over()
    ear.until_stored(4)
    ear.step()
    assert ear.done() == behind[1:]
    assert [row.state for row in ear.rows() if row.subject == bad] == [state, "ready"]
    with wires.hearer.reading() as session:
        query = select(subject_cursor).where(subject_cursor.c.consumer == ear.name)
        blocked = {row.subject: row.blocked_since is not None for row in session.execute(query)}
    assert blocked == {bad: True, good: False}


def test_the_subject_goes_on_in_order_once_the_handler_is_mended(wires: Wires) -> None:
    bad = new_id()
    ear = wires.ear(answer=fails_with(RuntimeError(), on=bad))
    ids = hear(wires, ear, bad, bad, bad)
    ear.answer = lambda session, heard: None
    later(ear, minutes=1)
    assert ear.done() == ids


def test_a_failed_try_leaves_no_trace_of_its_effect(wires: Wires) -> None:
    ear = wires.ear(answer=fails_with(RuntimeError()))
    park(wires, ear, new_id())
    assert ear.done() == []


def test_an_operator_sees_what_is_stuck_and_why(wires: Wires) -> None:
    ear = wires.ear(answer=fails_with(RuntimeError("too odd")))
    ids = park(wires, ear, new_id())
    with wires.hearer.reading() as session:
        listed = parked.list_stuck(session)
        shown = parked.show(session, ear.name, ids[0])
        assert parked.counts(session) == {(ear.name, "parked"): 1}
    assert [(row.event_id, row.state, row.last_error) for row in listed] == [
        (ids[0], "parked", "RuntimeError: too odd")
    ]
    assert b"ideas.interest.declared.v1" in bytes(shown.envelope)


def test_an_operator_lets_a_parked_event_be_tried_again_from_the_start(wires: Wires) -> None:
    ear = wires.ear(answer=fails_with(RuntimeError()))
    ids = park(wires, ear, new_id())
    operate(wires, lambda session: parked.retry(session, ear.name, ids[0]))
    ear.step()
    assert [(row.state, row.attempts) for row in ear.rows()] == [("waiting", 1)]
    ear.answer = lambda session, heard: None
    later(ear, minutes=1)
    assert ear.done() == ids


def test_an_operator_skips_an_event_with_a_reason_and_its_subject_goes_on(wires: Wires) -> None:
    bad, ids = new_id(), []

    def answer(session: Any, heard: Heard[Any]) -> None:
        if heard.version == 1:
            raise RuntimeError

    ear = wires.ear(answer=answer)
    ids = park(wires, ear, bad, bad)
    operate(wires, lambda session: parked.skip(session, ear.name, ids[0], "a test event of last year"))
    ear.step()
    assert ear.done() == ids[1:]
    assert ear.rows("done")[0].last_error == "skipped: a test event of last year"


def test_a_skipped_event_that_is_replayed_stays_skipped(wires: Wires) -> None:
    ear = wires.ear(answer=fails_with(RuntimeError()))
    ids = park(wires, ear, new_id())
    operate(wires, lambda session: parked.skip(session, ear.name, ids[0], "no use"))
    ear.answer = lambda session, heard: None
    replay(wires.speaker, wires.publisher, ear.name)
    good = wires.say(interest())
    wires.hand_over()
    ear.until_done(good)
    assert ear.done() == good


def test_what_is_done_or_unknown_cannot_be_retried_or_skipped(wires: Wires) -> None:
    ear = wires.ear()
    ids = hear(wires, ear, new_id())
    with pytest.raises(Conflict):
        operate(wires, lambda session: parked.retry(session, ear.name, ids[0]))
    with pytest.raises(Conflict):
        operate(wires, lambda session: parked.skip(session, ear.name, ids[0], "why not"))
    with pytest.raises(NotFound):
        operate(wires, lambda session: parked.retry(session, ear.name, new_id()))


def test_an_error_whose_text_no_database_takes_is_noted_all_the_same(wires: Wires) -> None:
    ear = wires.ear(answer=fails_with(RuntimeError("a \x00 in \ud800 it")))
    hear(wires, ear, new_id())
    assert [row.state for row in ear.rows()] == ["waiting"]


def test_more_stuck_subjects_than_are_looked_at_in_one_go_hold_up_nobody_else(wires: Wires) -> None:
    bad = [new_id() for _ in range(120)]

    def answer(session: Any, heard: Heard[Any]) -> None:
        if heard.envelope.subject in bad:
            raise RuntimeError

    ear = wires.ear(answer=answer)
    hear(wires, ear, *bad)
    good = hear(wires, ear, new_id())
    ear.until_done(good)
    assert ear.done() == good


def operate(wires: Wires, deed: Callable[[Any], None]) -> None:
    with wires.hearer.transaction() as session:
        deed(session)
