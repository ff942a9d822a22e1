"""The dates of a proeftuin: its end, and when its silence is noticed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.experiments.model.dates import months_before, three_years_after
from shared import clock
from tests.unit.experiments.complete import complete


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


def test_silence_is_counted_from_the_last_public_update() -> None:
    proeftuin = complete()
    proeftuin.begin(clock.today())
    assert proeftuin.reminder_after == clock.today() + timedelta(days=60)
    with clock.moved(timedelta(days=30)):
        proeftuin.shared()
        assert proeftuin.reminder_after == clock.today() + timedelta(days=60)
    proeftuin.reminders = 3
    proeftuin.expect_sharing()
    assert proeftuin.reminder_after is None
