"""People over time: each stay a soft bar. Who left stays in the picture."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shared.clock import today
from web.api import Json
from web.times import day_of

WIDTH = 340
ROW = 34


@dataclass(frozen=True)
class Stay:
    """One stint as a bar."""

    person: str | None
    x: float
    width: float
    y: int
    started: date
    ended: date | None
    offer: str
    holder: bool


@dataclass(frozen=True)
class People:
    """All stays, and how high the drawing is."""

    stays: list[Stay]
    height: int


def people(proeftuin: Json, stints: list[Json]) -> People:
    """Bars from the first stay to today."""
    dated = [(stint, day_of(stint.get("startedAt"))) for stint in stints]
    known = sorted(((stint, at) for stint, at in dated if at), key=lambda one: one[1])
    if not known:
        return People([], 0)
    first, last = known[0][1], today()
    span = max((last - first).days, 1)
    holders = proeftuin.get("holderIds") or []
    stays = []
    for row, (stint, started) in enumerate(known):
        ended, person = day_of(stint.get("endedAt")), stint.get("personId")
        x = min((started - first).days / span, 1) * (WIDTH - 16)
        length = max(((ended or last) - started).days / span * (WIDTH - 16), 8)
        holds = bool(stint.get("holder")) or (person is not None and person in holders)
        offer = str(stint.get("offer") or "")
        stays.append(Stay(person, round(x, 1), round(length, 1), row * ROW, started, ended, offer, holds))
    return People(stays, len(stays) * ROW)
