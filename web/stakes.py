"""Who has a stake in a proeftuin, and what was expected and found for each: both columns of the same row."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask_babel import gettext as _

from web import words
from web.api import Json


@dataclass(frozen=True)
class Stake:
    """One stakeholder; `key` is how a form names it, `there` whether something new may be told of it."""

    key: str
    name: str
    sort: str
    there: bool = True


@dataclass(frozen=True)
class Worth:
    """What was told of one stakeholder, oldest first."""

    stake: Stake
    expected: list[Json] = field(default_factory=list)
    found: list[Json] = field(default_factory=list)


def stakes_in(proeftuin: Json) -> list[Stake]:
    """The affected groups, the organisations that said yes, the werkkringen, and society."""
    groups = [
        Stake(f"affected-group {one.get('id')}", str(one.get("name")), str(_("groep")))
        for one in proeftuin.get("affectedGroups") or []
    ]
    organisations = [
        Stake(
            f"commitment {one.get('id')}",
            str(one.get("organisationName") or _("Een organisatie")),
            str(words.PARTS.get(str(one.get("part")), one.get("part"))),
        )
        for one in proeftuin.get("commitments") or []
        if one.get("state") in ("accepted", "ended")
    ]
    circles = [
        Stake(f"werkkring {one.get('werkkringId')}", str(one.get("name") or _("werkkring")), str(_("werkkring")))
        for one in proeftuin.get("werkkringen") or []
        if one.get("state") != "requested"
    ]
    return [*groups, *organisations, *circles, Stake("society", str(_("De samenleving")), "")]


def told_of(stakes: list[Stake], statements: list[Json]) -> list[Worth]:
    """Per stakeholder of whom something was told; one who is gone keeps what was told of him."""
    rows = {stake.key: Worth(stake) for stake in stakes}
    for one in statements:
        key = f"{one.get('stakeholder')} {one.get('partId') or ''}".strip()
        row = rows.setdefault(key, Worth(Stake(key, str(_("Iemand die er niet meer bij is")), "", there=False)))
        (row.expected if one.get("kind") == "expected" else row.found).append(one)
    return [row for row in rows.values() if row.expected or row.found]
