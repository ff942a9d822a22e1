"""The three years on one line: seasons, now, horizon marks, what was shared as leaves, and the turns of its story."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from shared.clock import today
from web.api import Json
from web.times import day_of, months_on

EDGE = 14
SEASONS = ("winter", "spring", "summer", "autumn")
LAST_WORD = 130
"""Room for the date at the end of the line: a year that would touch it is left out."""

HORIZON = (30, 12, 3, 1)
BEGINNING = ("proeftuin.formed", "proeftuin.started")
"""Told by the line itself."""


@dataclass(frozen=True)
class Leaf:
    """Something shared, at its place on the line."""

    x: float
    lift: float
    lean: int
    kind: str
    title: str
    at: date


@dataclass(frozen=True)
class Turn:
    """Something that turned its course, at its place on the line."""

    x: float
    kind: str
    at: date


@dataclass(frozen=True)
class ThreeYears:
    """Everything the drawing needs; `start` is None while the proeftuin is forming."""

    width: int
    start: date | None
    end: date | None
    now: float | None
    past: float
    beds: list[tuple[float, float, str]]
    marks: list[tuple[float, date, int]]
    years: list[tuple[float, str]]
    leaves: list[Leaf]
    turns: list[Turn] = field(default_factory=list)
    stood: list[tuple[float, float]] = field(default_factory=list)
    """Where it stood still."""


def posted_on(update: Json) -> date | None:
    """When something was shared, whatever the service calls that moment."""
    return day_of(update.get("at") or update.get("postedAt") or update.get("createdAt"))


def three_years(proeftuin: Json, updates: list[Json], story: list[Json], width: int) -> ThreeYears:
    """The line of one proeftuin, for a drawing of this width."""
    start, end = day_of(proeftuin.get("startDate")), day_of(proeftuin.get("endDate"))
    if start is None:
        return ThreeYears(width, None, None, None, EDGE, _road(width), [], [], [])
    end = end or months_on(start, 36)

    def x(on: date) -> float:
        share = (on - start) / (end - start)
        return round(EDGE + min(max(share, 0.0), 1.0) * (width - 2 * EDGE), 1)

    now = x(today()) if start <= today() <= end else None
    shared = [(update, posted_on(update)) for update in updates]
    leaves = _leaves([(update, at, x(at)) for update, at in shared if at is not None])
    marks = [(x(at), at, months) for months in HORIZON if (at := months_on(end, -months)) > start]
    birthdays = [months_on(start, 12 * n) for n in range(3)]
    years = [(x(at), str(at.year)) for at in birthdays if x(at) < width - EDGE - LAST_WORD]
    beds = [(x(a), x(b), name) for a, b, name in _seasons(start, end)]
    happened = [(str(entry.get("kind")), day_of(entry.get("at"))) for entry in story]
    turns = [Turn(x(at), kind, at) for kind, at in happened if at and at >= start and kind not in BEGINNING]
    stood = _stood(turns, x(min(today(), end)))
    return ThreeYears(width, start, end, now, x(min(today(), end)), beds, marks, years, leaves, turns, stood)


def _stood(turns: list[Turn], until: float) -> list[tuple[float, float]]:
    """From each pause to what ended it, or to the present."""
    pieces, since = [], None
    for turn in turns:
        if turn.kind == "proeftuin.paused":
            since = turn.x
        elif since is not None and turn.kind.startswith("proeftuin."):
            pieces.append((since, turn.x))
            since = None
    return pieces if since is None else [*pieces, (since, until)]


def _seasons(start: date, end: date) -> list[tuple[date, date, str]]:
    """Pieces of the line between the turns of the seasons (1 December, March, June, September)."""
    pieces, at = [], start
    while at < end:
        season = at.month % 12 // 3
        turn = months_on(at.replace(day=1), 3 - at.month % 3)
        pieces.append((at, min(turn, end), SEASONS[season]))
        at = turn
    return pieces


def _road(width: int) -> list[tuple[float, float, str]]:
    """The road ahead of a forming proeftuin: three years still without seasons."""
    begin = width * 0.4
    step = (width - EDGE - begin) / 3
    return [(begin + n * step, begin + (n + 1) * step, "ahead") for n in range(3)]


def _leaves(shared: list[tuple[Json, date, float]]) -> list[Leaf]:
    leaves: list[Leaf] = []
    for update, at, x in sorted(shared, key=lambda one: one[1]):
        crowd = sum(1 for leaf in leaves if abs(leaf.x - x) < 9 and at - leaf.at < timedelta(days=120))
        lean = -24 if len(leaves) % 2 else 24
        kind, title = str(update.get("kind") or ""), str(update.get("title") or "")
        leaves.append(Leaf(x, min(crowd, 3) * 13, lean, kind, title, at))
    return leaves
