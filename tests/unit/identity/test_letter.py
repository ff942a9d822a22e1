"""Letters: tried again ever later, and not for ever."""

from __future__ import annotations

from datetime import timedelta

from services.identity.model import Letter
from shared import clock
from shared.ids import new_id


def _letter() -> Letter:
    letter = Letter.write("key", person_id=new_id(), kind="confirm", locale="nl", token="geheim")
    letter.state, letter.attempts, letter.created_at, letter.next_attempt_at = "pending", 0, clock.now(), clock.now()
    return letter


def test_what_is_given_is_sealed_until_it_is_sent() -> None:
    letter = _letter()
    assert b"geheim" not in (letter.sealed or b"")
    assert letter.given("key") == {"token": "geheim"}
    letter.was_sent()
    assert (letter.state, letter.sealed) == ("sent", None)


def test_pauses_grow_to_an_hour() -> None:
    letter, pauses = _letter(), []
    for _ in range(8):
        letter.take()
        letter.failed("ConnectionError", for_good=False)
        pauses.append(round((letter.next_attempt_at - clock.now()).total_seconds()))
    assert pauses == [1, 5, 30, 120, 600, 3600, 3600, 3600]


def test_who_takes_a_letter_has_it_for_a_minute() -> None:
    letter = _letter()
    letter.take()
    assert round((letter.next_attempt_at - clock.now()).total_seconds()) == 60


def test_it_is_given_up_for_good_or_after_three_days() -> None:
    refused, old = _letter(), _letter()
    refused.failed("Refused", for_good=True)
    with clock.moved(timedelta(days=3, seconds=1)):
        old.failed("ConnectionError", for_good=False)
    assert (refused.state, refused.sealed) == (old.state, old.sealed) == ("failed", None)
