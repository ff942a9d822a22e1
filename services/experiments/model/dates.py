"""Dates as people promise them: whole months and years, and never a day that does not exist."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

YEARS = 3


def three_years_after(start: date) -> date:
    """The end of a proeftuin; three years after 29 February is 28 February."""
    return months_before(start, -12 * YEARS)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last day of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
