"""Four petals that fill as the parts of a proeftuin are accepted: werkkring, partners, research, experiment."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap

from flask_babel import gettext as _

from web.api import Json

SIZE = 150
GAP = 10
ROUND, POINT = 75, 14


@dataclass(frozen=True)
class Petal:
    """`state` is there, asked or missing."""

    label: str
    facts: list[str]
    state: str
    path: str
    vein: str
    x: float
    y: float

    @property
    def said(self) -> list[str]:
        """At most two short lines inside the petal; the table has all of it."""
        if not self.facts:
            return [str(_("nog niet"))]
        more = f" +{len(self.facts) - 1}" if len(self.facts) > 1 else ""
        lines = wrap(self.facts[0], 17, max_lines=2, placeholder="…") or [""]
        return [*lines[:-1], lines[-1] + more]


def composition(proeftuin: Json) -> list[Petal]:
    """The petals, from the top left."""
    linked = [one for one in proeftuin.get("werkkringen") or [] if one.get("state") != "requested"]
    circles = [str(one.get("municipality") or one.get("name") or _("werkkring")) for one in linked]
    questions = [str(one.get("question") or "") for one in proeftuin.get("experiments") or []]
    partners, asked_partners = _committed(proeftuin, "partner")
    research, asked_research = _committed(proeftuin, "research")
    return [
        _petal(0, _("Werkkring"), circles, []),
        _petal(1, _("Partners"), partners, asked_partners),
        _petal(2, _("Onderzoek"), research, asked_research),
        _petal(3, _("Experiment"), questions, []),
    ]


def _committed(proeftuin: Json, part: str) -> tuple[list[str], list[str]]:
    of_part = [one for one in proeftuin.get("commitments") or [] if one.get("part") == part]
    names = {
        state: [str(one.get("organisationName") or _("organisatie")) for one in of_part if one.get("state") == state]
        for state in ("accepted", "proposed")
    }
    return names["accepted"], names["proposed"]


def _petal(place: int, label: str, there: list[str], asked: list[str]) -> Petal:
    state = "there" if there else ("asked" if asked else "missing")
    left = GAP / 2 + (place % 2) * (SIZE + GAP)
    top = GAP / 2 + (place // 2) * (SIZE + GAP)
    middle = SIZE + GAP
    # The one sharp corner points at the middle of the flower.
    radii = [ROUND] * 4
    radii[(2, 3, 1, 0)[place]] = POINT
    x, y = left + SIZE / 2, top + SIZE / 2
    towards = [f"{middle + (x - middle) * part:.0f} {middle + (y - middle) * part:.0f}" for part in (0.14, 0.36)]
    return Petal(label, there or asked, state, _rounded(left, top, radii), f"M{towards[0]}L{towards[1]}", x, y)


def _rounded(x: float, y: float, radii: list[int]) -> str:
    """A square with four corners of their own: top left, top right, bottom right, bottom left."""
    a, b, c, d = radii
    right, bottom = x + SIZE, y + SIZE
    return (
        f"M{x + a} {y}H{right - b}A{b} {b} 0 0 1 {right} {y + b}V{bottom - c}A{c} {c} 0 0 1 {right - c} {bottom}"
        f"H{x + d}A{d} {d} 0 0 1 {x} {bottom - d}V{y + a}A{a} {a} 0 0 1 {x + a} {y}Z"
    )
