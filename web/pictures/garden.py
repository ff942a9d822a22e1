"""The garden on the home page: a circle with beds. Each bed is a proeftuin, a plant per season gone by."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin, sqrt

from shared.clock import today
from web.api import Json
from web.times import day_of

SIZE = 480
RADIUS = 208
ROWS = 5
STEP = 74
HEIGHT = 54
INSET = 10
SEASON_DAYS = 91.3


@dataclass(frozen=True)
class Plant:
    """A plant of growth 1–4, or a seed hole (0)."""

    x: float
    y: float
    growth: int


@dataclass(frozen=True)
class Bed:
    """One row of the garden; without a title nobody has dug it yet."""

    x: float
    y: float
    width: float
    state: str
    title: str
    municipality: str
    seasons: int
    plants: list[Plant]


@dataclass(frozen=True)
class Garden:
    """The beds, and the ideas as seeds on the rim."""

    beds: list[Bed]
    seeds: list[tuple[float, float]]
    ideas: int


def seasons_gone(proeftuin: Json) -> int:
    """How many seasons of the twelve have passed."""
    start = day_of(proeftuin.get("startDate"))
    return min(12, max(0, int((today() - start).days / SEASON_DAYS) + 1)) if start else 0


def garden(proeftuinen: list[Json], ideas: int) -> Garden:
    """At most five beds, the widest ones dug first."""
    order = (2, 1, 3, 0, 4)
    dug = dict(zip(order, proeftuinen, strict=False))
    beds = [_bed(row, dug.get(row)) for row in range(ROWS)]
    seeds = [_on_rim(n) for n in range(min(ideas, 12))]
    return Garden(beds, seeds, ideas)


def _bed(row: int, proeftuin: Json | None) -> Bed:
    middle = SIZE / 2
    y = middle + (row - (ROWS - 1) / 2) * STEP
    half = sqrt(RADIUS**2 - (abs(y - middle) + HEIGHT / 2) ** 2) - 8
    count = max(4, min(12, int((half - INSET) * 2 / 34)))
    it = proeftuin or {}
    gone = seasons_gone(it)
    grown = round(gone / 12 * count + 0.49) if gone else (1 if it else 0)
    step = (half - INSET) * 2 / count
    plants = [
        Plant(round(middle - half + INSET + step * (n + 0.5), 1), round(y + HEIGHT / 2 - 9, 1), _growth(n, grown, gone))
        for n in range(count)
    ]
    place = ", ".join(str(one.get("municipality") or "") for one in it.get("werkkringen") or [])
    state = str(it.get("state") or "empty")
    return Bed(
        round(middle - half, 1),
        y - HEIGHT / 2,
        round(half * 2, 1),
        state,
        str(it.get("title") or ""),
        place,
        gone,
        plants,
    )


def _growth(place: int, grown: int, gone: int) -> int:
    """The oldest plants stand highest; a forming proeftuin has one sprout."""
    if place >= grown:
        return 0
    return 1 if not gone else min(4, 1 + (grown - place) // 2 + 1)


def _on_rim(n: int) -> tuple[float, float]:
    angle = -pi / 2 + n * (2 * pi / 12) + 0.26
    return round(SIZE / 2 + (RADIUS + 15) * cos(angle), 1), round(SIZE / 2 + (RADIUS + 15) * sin(angle), 1)
