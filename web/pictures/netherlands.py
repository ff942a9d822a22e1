"""The werkkringen on a simple map of the Netherlands: a tile per province, a circle per werkkring."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from web.api import Json
from web.pictures.provinces import province_of

TILE, GAP = 112, 6
SMALL = 11
# Where each province lies, in tiles from the top left: near its neighbours, as far as squares allow.
TILES = {
    "Friesland": (1.75, 0),
    "Groningen": (2.75, 0),
    "Noord-Holland": (0.75, 1),
    "Flevoland": (1.75, 1),
    "Drenthe": (2.75, 1),
    "Zuid-Holland": (0.25, 2),
    "Utrecht": (1.25, 2),
    "Gelderland": (2.25, 2),
    "Overijssel": (3.25, 2),
    "Zeeland": (0, 3),
    "Noord-Brabant": (1, 3),
    "Limburg": (2, 3),
}
WIDTH, HEIGHT = 4.25 * (TILE + GAP), 4 * (TILE + GAP)
MOST = 9


@dataclass(frozen=True)
class Circle:
    """One werkkring; `label` is empty where there is no room for a name, `grows` says whether a proeftuin does."""

    id: str
    name: str
    municipality: str
    members: int | None
    grows: int
    x: float
    y: float
    r: float
    label: str

    @property
    def touch(self) -> tuple[float, float, float, float]:
        """What answers to a finger: left, top, width and height. Without a name beside it, the circle and a rim."""
        if not self.label:
            return self.x - 16, self.y - 13, 32, 27
        if self.r > SMALL:
            return self.x - TILE / 2, self.y - 32, TILE, 82
        return self.x - 18, self.y - 19, TILE, 38


@dataclass(frozen=True)
class Tile:
    """One province with what it has; what is `hidden` found no room, and stands in the list only."""

    province: str
    x: float
    y: float
    circles: list[Circle]
    hidden: list[Circle]


@dataclass(frozen=True)
class Map:
    """The tiles, and the werkkringen of places that no province has."""

    tiles: list[Tile]
    elsewhere: list[Circle]

    @property
    def listed(self) -> list[tuple[str, list[Circle]]]:
        """The same in words: each province that has any, from north to south, and then what lies elsewhere."""
        there = [(tile.province, [*tile.circles, *tile.hidden]) for tile in self.tiles]
        return [one for one in [*there, ("", self.elsewhere)] if one[1]]


def netherlands(werkkringen: list[Json], growing: Collection[str]) -> Map:
    """`growing` names a werkkring once for each proeftuin that it takes part in."""
    growing = list(growing)
    by_province: dict[str, list[Json]] = {}
    for one in werkkringen:
        by_province.setdefault(province_of(one.get("municipality")), []).append(one)
    tiles = [_tile(province, *at, by_province.get(province, []), growing) for province, at in TILES.items()]
    return Map(tiles, [_circle(one, growing, 0, 0, 0, "") for one in by_province.get("", [])])


def _tile(province: str, column: float, row: float, there: list[Json], growing: list[str]) -> Tile:
    x, y = column * (TILE + GAP), row * (TILE + GAP)
    shown = there if len(there) <= MOST else there[: MOST - 1]
    circles = [_placed(one, n, len(shown), x, y, growing) for n, one in enumerate(shown)]
    hidden = [_circle(one, growing, 0, 0, 0, "") for one in there[len(shown) :]]
    return Tile(province, x, y, circles, hidden)


def _placed(one: Json, n: int, of: int, x: float, y: float, growing: list[str]) -> Circle:
    """One big circle with its name, two in rows, or a small crowd without names."""
    name = str(one.get("municipality") or one.get("name") or "")
    if of == 1:
        return _circle(one, growing, x + TILE / 2, y + 62, 19, _short(name, 14))
    if of == 2:
        return _circle(one, growing, x + 18, y + 51 + n * 38, SMALL, _short(name, 10))
    return _circle(one, growing, x + 24 + (n % 3) * 32, y + 44 + (n // 3) * 27, SMALL, "")


def _circle(one: Json, growing: list[str], x: float, y: float, r: float, label: str) -> Circle:
    key, members = str(one.get("id")), one.get("members")
    return Circle(
        key,
        str(one.get("name") or ""),
        str(one.get("municipality") or ""),
        members if isinstance(members, int) else None,
        growing.count(key),
        round(x, 1),
        round(y, 1),
        r,
        label,
    )


def _short(name: str, most: int) -> str:
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"
