"""The closing checklist in people's words. The service decides what is missing; this only says it."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from web.api import Json
from web.problems import BY_CODE

TITLES = {
    "end-result-missing": _l("Het eindresultaat is opgeleverd"),
    "outcome-missing": _l("Iedereen kan een uitkomst lezen"),
    "lesson-missing": _l("Iedereen kan een les lezen"),
    "cycle-open": _l("Elke ronde eindigde met een les"),
    "dataset-undecided": _l("Over elke dataset is besloten"),
    "closing-statement-missing": _l("Het geld is verantwoord"),
    "closing-statement-overtaken": _l("De verantwoording gaat over al het geld"),
}


@dataclass(frozen=True)
class Line:
    """One line of the list; `how` is empty where it is met."""

    title: str
    how: str = ""


def checklist(closing: Json) -> list[Line]:
    """What is missing first, then what is there; empty when the service does not answer."""
    missing = [Line(_title(one), str(BY_CODE.get(one["code"]) or one["how"])) for one in closing.get("missing") or []]
    return [*missing, *(Line(_title(one)) for one in closing.get("met") or [])]


def _title(told: Json) -> str:
    return str(TITLES.get(told["code"]) or told["title"])
