"""The rules of refresh: which generation is good for what, and when."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.identity.model import PersonSession
from services.identity.model.session import LASTS
from shared import clock
from shared.ids import new_id


def _session(generation: int = 3) -> PersonSession:
    now = clock.now()
    return PersonSession(
        id=new_id(), person_id=new_id(), generation=generation, rotated_at=now, started_at=now, expires_at=now + LASTS
    )


def test_the_newest_rotates_at_any_time_while_the_session_lasts() -> None:
    session = _session()
    for later in (0, 11, 3600, 29 * 86400):
        with clock.moved(timedelta(seconds=later)):
            assert session.turn_of(3) == "rotate"


def test_the_one_before_is_good_for_ten_seconds_and_then_stolen() -> None:
    session = _session()
    with clock.moved(timedelta(seconds=9)):
        assert session.turn_of(2) == "again"
    with clock.moved(timedelta(seconds=11)):
        assert session.turn_of(2) == "stolen"


@given(age=st.integers(2, 50), later=st.integers(0, 20))
def test_anything_older_is_stolen_at_once(age: int, later: int) -> None:
    session = _session(generation=50)
    with clock.moved(timedelta(seconds=later)):
        assert session.turn_of(50 - age) == "stolen"


def test_rotating_begins_a_new_grace() -> None:
    session = _session()
    with clock.moved(timedelta(hours=1)):
        session.rotate()
        assert session.turn_of(3) == "again"
        assert session.turn_of(2) == "stolen"


@given(generation=st.integers(0, 4))
def test_a_session_that_ended_or_expired_refuses_every_generation(generation: int) -> None:
    ended, expired = _session(), _session()
    ended.ended_at = clock.now()
    assert ended.turn_of(generation) == "refused"
    with clock.moved(LASTS + timedelta(milliseconds=1)):
        assert expired.turn_of(generation) == "refused"
