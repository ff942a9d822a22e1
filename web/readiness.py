"""The parts a proeftuin needs before it may start, in people's words, with what is there and what is missing.

The service decides what is missing; this only says it in Dutch or English and knows which forms mend it.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from web.api import Json

TITLES = {
    "S1": _l("Samen: werkkring, partner, onderzoeksgroep en experiment"),
    "S2": _l("Ieder heeft zelf ja gezegd"),
    "S3": _l("Wie het betreft, doet zelf mee"),
    "S4": _l("Wat jullie nodig hebben van WIN"),
    "S5": _l("Een eindresultaat om naartoe te werken"),
    "S6": _l("Een startdatum"),
    "S7": _l("Eigen financiering"),
    "S8": _l("Afspraken over delen"),
    "W1": _l("Aanhaken bij wat er al is"),
    "W2": _l("Iedere organisatie een eigen stem"),
}
HOW = {
    "S1": _l("Vraag een partner en een onderzoeksgroep, en beschrijf wat jullie gaan proberen."),
    "S2": _l(
        "Wie namens de organisatie spreekt, zegt zelf ja. Dat kan niet degene zijn die het vroeg. "
        "Een onderzoeksgroep moet als onderzoeksgroep zijn ingeschreven."
    ),
    "S3": _l("Noem elke groep waar de proeftuin over gaat. Van elke groep zegt minstens één deelnemer: ik hoor erbij."),
    "S4": _l("Schrijf op wat jullie nodig hebben, en kies een rol voor WIN, of geen."),
    "S5": _l("Kies wat het wordt en beschrijf het in een paar zinnen."),
    "S6": _l("Die kies je als je begint. Drie jaar later is de proeftuin klaar."),
    "S7": _l("Noteer minstens één bron die is toegezegd. In natura telt ook."),
    "S8": _l("Kies hoe vaak jullie delen, en waar: op de WIN-website, op Part-up of allebei."),
    "W1": _l("Noem het programma waarbij jullie aanhaken, of zeg waarom niet. Dit houdt de start niet tegen."),
    "W2": _l("Eén mens sprak namens meer organisaties. Dat mag; het is goed om te weten."),
}
FORMS = {
    "S1": ("werkkring", "commitment", "experiment"),
    "S2": ("answer",),
    "S3": ("affected-group", "belong"),
    "S4": ("needs",),
    "S5": ("end-result",),
    "S6": ("start",),
    "S7": ("source",),
    "S8": ("sharing-plan",),
    "W1": ("programme",),
}


@dataclass(frozen=True)
class Part:
    """One line of the list."""

    code: str
    title: str
    met: bool
    how: str
    lacking: list[str]
    forms: tuple[str, ...]
    warning: bool = False


def parts_of(proeftuin: Json, readiness: Json) -> list[Part]:
    """The whole list, in the order of the rules; empty when the service does not answer."""
    missing = {str(one.get("code")): one for one in _all(readiness, "missing")}
    warned = {str(one.get("code")): one for one in _all(readiness, "warnings")}
    codes = {str(one.get("code")) for one in _all(readiness, "met")} | set(missing) | set(warned)
    if proeftuin.get("state") != "forming":
        codes.discard("S6")
    return [_part(code, missing, warned, proeftuin) for code in sorted(codes, key=lambda c: (c[0] != "S", c))]


def _all(readiness: Json, key: str) -> list[Json]:
    return [one if isinstance(one, dict) else {"code": one} for one in readiness.get(key) or []]


def _part(code: str, missing: dict[str, Json], warned: dict[str, Json], proeftuin: Json) -> Part:
    told = missing.get(code) or warned.get(code) or {}
    waits_for_win = code == "S4" and proeftuin.get("needs")
    return Part(
        code=code,
        title=str(TITLES.get(code) or told.get("title") or code),
        met=not told,
        how=str(WIN_ASSIGNS if waits_for_win else HOW.get(code) or told.get("how") or ""),
        lacking=LACKING[code](proeftuin) if code in LACKING and told else [],
        forms=FORMS.get(code, ()),
        warning=code in warned,
    )


def parts_lacking(proeftuin: Json) -> list[str]:
    """Which of the four petals are not there yet."""
    accepted = {one.get("part") for one in proeftuin.get("commitments") or [] if one.get("state") == "accepted"}
    there = {
        _("een werkkring"): bool(proeftuin.get("werkkringen")),
        _("een partner"): "partner" in accepted,
        _("een onderzoeksgroep"): "research" in accepted,
        _("een experiment"): bool(proeftuin.get("experiments")),
    }
    return [name for name, is_there in there.items() if not is_there]


def groups_lacking(proeftuin: Json) -> list[str]:
    """The groups of which nobody who takes part said so."""
    groups = proeftuin.get("affectedGroups") or []
    return [_("iemand van “%(group)s”", group=one.get("name")) for one in groups if not one.get("belongings")]


WIN_ASSIGNS = _l("WIN wijst iemand aan voor deze rol. Vraag het WIN, of kies dat jullie geen rol willen.")
LACKING = {"S1": parts_lacking, "S3": groups_lacking}
