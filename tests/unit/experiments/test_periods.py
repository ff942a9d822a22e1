"""Periods have one name, and every day falls in exactly one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.experiments.model.periods import EVERY, ONCE, period_after, period_named, period_on

SINCE = date(2026, 1, 15)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@settings(max_examples=60, deadline=None)
@given(day=DAYS, every=st.sampled_from([one for one in EVERY if one != ONCE]))
def test_a_day_falls_in_the_period_that_is_found_by_its_name_and_follows_the_one_before(day: date, every: str) -> None:
    period = period_on(every, day, SINCE)
    assert period.first <= day <= period.last
    assert period_named(every, period.name, SINCE) == period
    assert period_after(every, period_on(every, period.first - timedelta(days=1), SINCE), SINCE) == period


def test_what_is_measured_once_has_one_period() -> None:
    only = period_on(ONCE, date(2030, 1, 1), SINCE)
    assert (only.first, only.last) == (SINCE, SINCE + timedelta(days=90))
    assert period_named(ONCE, "once", SINCE) == only
    assert period_after(ONCE, only, SINCE) is None


WRONG = {
    "week": ("2026-W54", "2026-W1"),
    "quarter": ("2026-Q5", "2026-4", "99999-Q1"),
    "month": ("2026-1", "2026"),
    "day": ("20260115", ""),
    "year": ("26", "2026-01"),
    "once": ("2026", "Once"),
}


@pytest.mark.parametrize(("every", "name"), [(every, name) for every, names in WRONG.items() for name in names])
def test_any_other_name_is_none(every: str, name: str) -> None:
    assert period_named(every, name, SINCE) is None
