"""The only clock. Tests move it; nobody else reads the time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

_offset = timedelta()
_held: datetime | None = None


def now() -> datetime:
    """The present moment, in UTC, to the millisecond: what a database and a browser both keep."""
    moment = (_held or datetime.now(UTC)) + _offset
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def today() -> date:
    """The date it is in Amsterdam: the calendar that people's promises follow."""
    return now().astimezone(AMSTERDAM).date()


def monotonic() -> float:
    """Seconds that never run backwards, for time-outs and pauses."""
    return time.monotonic()


@contextmanager
def moved(by: timedelta) -> Iterator[None]:
    """For tests: let the whole process believe it is later (or earlier) than it is."""
    global _offset
    before, _offset = _offset, _offset + by
    try:
        yield
    finally:
        _offset = before


@contextmanager
def held() -> Iterator[None]:
    """For tests: let no time pass for the whole process, so that what is due shows exactly; `moved` still moves."""
    global _held
    before, _held = _held, datetime.now(UTC)
    try:
        yield
    finally:
        _held = before
