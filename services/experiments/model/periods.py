"""Periods as people name them: a day, a week, a month, a quarter, a year, or the one time that something is measured.

Every moment falls in one period and every period has one name, so that one person has one entry in each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from services.experiments.model.dates import months_before

EVERY = ("day", "week", "month", "quarter", "year", "once")
ONCE = "once"
ONCE_DAYS = 91
"""What is measured once is measured in the three months after it was named: a result nobody waits three years for."""
DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Period:
    """From `first` to `last`, both included."""

    first: date
    last: date
    name: str


def period_on(every: str, day: date, since: date) -> Period:
    """The period of this rhythm in which the day falls; `since` is when measuring began."""
    return _FINDERS[every](day, since)


def period_named(every: str, name: str, since: date) -> Period | None:
    """The period that is called so, such as `2026-W48`, `2026-11` or `once`; None where none is."""
    try:
        day = since if every == ONCE else _first_day(every, name)
        found = period_on(every, day, since)
    except (ValueError, OverflowError):
        return None
    return found if found.name == name else None


def period_after(every: str, period: Period, since: date) -> Period | None:
    """The next one; None after the only one."""
    return None if every == ONCE else period_on(every, period.last + DAY, since)


def _first_day(every: str, name: str) -> date:
    if every == "quarter":
        year, _, quarter = name.partition("-Q")
        return date(int(year), int(quarter) * 3 - 2, 1)
    return date.fromisoformat({"week": f"{name}-1", "month": f"{name}-01", "year": f"{name}-01-01"}.get(every, name))


def _months(count: int, day: date, name: str) -> Period:
    first = day.replace(month=(day.month - 1) // count * count + 1, day=1)
    return Period(first, months_before(first, -count) - DAY, name)


def _week(day: date, since: date) -> Period:
    year, week, weekday = day.isocalendar()
    monday = day - timedelta(days=weekday - 1)
    return Period(monday, monday + timedelta(days=6), f"{year:04d}-W{week:02d}")


def _once(day: date, since: date) -> Period:
    return Period(since, since + timedelta(days=ONCE_DAYS - 1), ONCE)


_FINDERS: dict[str, Callable[[date, date], Period]] = {
    "day": lambda day, since: Period(day, day, day.isoformat()),
    "week": _week,
    "month": lambda day, since: _months(1, day, f"{day:%Y-%m}"),
    "quarter": lambda day, since: _months(3, day, f"{day:%Y}-Q{(day.month + 2) // 3}"),
    "year": lambda day, since: _months(12, day, f"{day:%Y}"),
    ONCE: _once,
}
