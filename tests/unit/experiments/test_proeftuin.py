"""The course of a proeftuin, its dates, and what it gives back before it is completed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.experiments.model import Proeftuin
from services.experiments.model.closing import must_be_closed, must_say_why
from services.experiments.model.dates import months_before, three_years_after
from services.experiments.model.plans import Delivery
from services.experiments.model.proeftuin import STATES
from shared import clock
from shared.errors import Conflict
from tests.unit.experiments.complete import complete

MAY = {
    "start": {"forming"},
    "pause": {"running"},
    "resume": {"paused"},
    "stop": {"forming", "running", "paused"},
    "conclude_at_the_end": {"running", "paused"},
    "complete": {"concluding"},
}


@pytest.mark.parametrize("verb", sorted(MAY))
@pytest.mark.parametrize("state", STATES)
def test_each_verb_is_possible_in_its_states_and_in_no_other(verb: str, state: str) -> None:
    proeftuin = complete()
    proeftuin.state = state
    given_with = (clock.today(),) if verb == "start" else ()
    if state in MAY[verb]:
        getattr(proeftuin, verb)(*given_with)
        assert proeftuin.state != state
    else:
        with pytest.raises(Conflict):
            getattr(proeftuin, verb)(*given_with)
        assert proeftuin.state == state


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 11, 23), date(2029, 11, 23)),
        (date(2028, 2, 29), date(2031, 2, 28)),
        (date(2026, 12, 31), date(2029, 12, 31)),
    ],
)
def test_a_proeftuin_lasts_three_years(start: date, end: date) -> None:
    assert three_years_after(start) == end


@given(st.dates(date(2000, 1, 1), date(2190, 1, 1)))
def test_three_years_is_the_same_day_or_the_last_of_february(start: date) -> None:
    end = three_years_after(start)
    assert end.year == start.year + 3
    assert (end.month, end.day) == (start.month, 28 if (start.month, start.day) == (2, 29) else start.day)


@given(st.dates(date(2000, 1, 1), date(2190, 1, 1)), st.integers(0, 60))
def test_months_before_never_lands_in_another_month(day: date, months: int) -> None:
    found = months_before(day, months)
    assert (day.year * 12 + day.month) - (found.year * 12 + found.month) == months
    assert found.day <= day.day


def _running_until(end: date) -> Proeftuin:
    proeftuin = complete()
    proeftuin.state, proeftuin.end_date = "running", end
    return proeftuin


def test_concluding_by_hand_is_possible_in_the_last_six_months_only() -> None:
    early = _running_until(months_before(clock.today(), -6) + timedelta(days=2))
    with pytest.raises(Conflict) as refusal:
        early.conclude()
    assert refusal.value.code == "too-early"
    late = _running_until(months_before(clock.today(), -6))
    late.conclude()
    assert late.state == "concluding"


def test_completing_asks_for_everything_at_once() -> None:
    proeftuin = complete()
    with pytest.raises(Conflict) as refusal:
        must_be_closed(proeftuin, {"progress"})
    assert [reason.code for reason in refusal.value.reasons] == [
        "end-result-missing",
        "outcome-missing",
        "lesson-missing",
        "closing-statement-missing",
    ]
    proeftuin.delivery = Delivery("Klaar", None, "Hier is het.", clock.now())
    proeftuin.closing_statement = "Alles is besteed."
    must_be_closed(proeftuin, {"outcome", "lesson"})


def test_stopping_asks_for_a_reason_and_a_lesson() -> None:
    with pytest.raises(Conflict) as refusal:
        must_say_why(None, lesson=False)
    assert [reason.code for reason in refusal.value.reasons] == ["reason-missing", "lesson-missing"]
    must_say_why("Te weinig mensen.", lesson=True)


def test_silence_is_counted_from_the_last_public_update() -> None:
    proeftuin = complete()
    proeftuin.start(clock.today())
    assert proeftuin.reminder_after == clock.today() + timedelta(days=60)
    with clock.moved(timedelta(days=30)):
        proeftuin.shared()
        assert proeftuin.reminder_after == clock.today() + timedelta(days=60)
    proeftuin.reminders = 3
    proeftuin.expect_sharing()
    assert proeftuin.reminder_after is None
