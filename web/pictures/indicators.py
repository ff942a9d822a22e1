"""What was measured, as a line of dots over time: each a mean over at least five people, and how many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from web.api import Json
from web.times import day_of

WIDTH, HEIGHT, EDGE = 340, 120, 24
LEAST = 5
WITH_COUNT = 8
"""Up to so many dots have their number of people in the drawing; with more it stands in the table only."""


@dataclass(frozen=True)
class Dot:
    """One result and its place."""

    x: float
    y: float
    period: str
    n: int
    mean: str


@dataclass(frozen=True)
class Chart:
    """One indicator: its dots in order, and the line through them where there are more than one."""

    id: str
    name: str
    unit: str
    dots: list[Dot]
    line: str
    counts: bool


def charts(results: list[Json]) -> list[Chart]:
    """One chart for each indicator that has results; what would be fewer than five people is never drawn."""
    by_indicator: dict[str, list[Json]] = {}
    for one in results:
        if isinstance(one.get("n"), int) and one["n"] >= LEAST and day_of(one.get("firstDay")):
            by_indicator.setdefault(str(one.get("indicatorId")), []).append(one)
    return [_chart(indicator, told) for indicator, told in by_indicator.items()]


def _chart(indicator: str, told: list[Json]) -> Chart:
    told = sorted(told, key=lambda one: str(one.get("firstDay")))
    days = [day_of(one.get("firstDay")) or date.min for one in told]
    means = [Decimal(str(one.get("mean"))) for one in told]
    dots = [
        Dot(_x(day, days), _y(mean, means), str(one.get("period")), int(one["n"]), str(one.get("mean")))
        for one, day, mean in zip(told, days, means, strict=True)
    ]
    line = " ".join(f"{dot.x},{dot.y}" for dot in dots) if len(dots) > 1 else ""
    name, unit = (str(told[-1].get(key) or "") for key in ("indicator", "unit"))
    return Chart(indicator, name, unit, dots, line, len(dots) <= WITH_COUNT)


def _x(day: date, days: list[date]) -> float:
    span = (days[-1] - days[0]).days
    return round(EDGE + ((day - days[0]).days / span if span else 0.5) * (WIDTH - 2 * EDGE), 1)


def _y(mean: Decimal, means: list[Decimal]) -> float:
    """Higher is more; one value, or the same one each time, stands in the middle."""
    span = max(means) - min(means)
    share = float((mean - min(means)) / span) if span else 0.5
    return round(HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE), 1)
