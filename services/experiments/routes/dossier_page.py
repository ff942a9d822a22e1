"""The dossier as a page that can be read, printed and kept: facts as they were told, people's words as they are now.

Names are asked when it is shown and stand in no version (ADR 45).
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal
from flask import Flask, current_app
from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup

from services.experiments.routes.dossier_words import WORDS
from shared import clock
from shared.people import Names

TEMPLATES = Path(__file__).parents[1] / "templates"
_HEADING = re.compile(r"<(/?)h([2-6])>")


@cache
def style() -> str:
    """The only style of the page; it stands in it, so that a kept page stays as it is."""
    return (TEMPLATES / "dossier.css").read_text()


@cache
def policy() -> str:
    """Nothing runs or loads in the page, and nothing but this style is applied."""
    known = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    closed = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    return f"default-src 'none'; style-src 'sha256-{known}'; {closed}"


def name_with(app: Flask, names: Names) -> None:
    """Let this app's pages ask for names here."""
    app.extensions["names"] = names


def dossier_page(told: dict[str, Any], words: dict[str, Any], *, language: str, checksum: str | None) -> str:
    """The whole page. `told` is a dossier as JSON holds it, frozen or not; `words` what may be read beside it now."""
    shown = {update["id"]: words["updates"].get(update["id"]) for update in told["updates"]}
    people = {one["author_id"] for one in shown.values() if one and one["author_id"]}
    template = _templates().get_template("dossier.html")
    return template.render(
        it=told,
        told_now=shown,
        means=words["results"],
        datasets=words["datasets"],
        parts=defaultdict(str, _parts(told)),
        names=_names(people),
        language=language,
        checksum=checksum,
        style=Markup(style()),
        **_speech(language),
    )


def _parts(told: dict[str, Any]) -> dict[str, str]:
    """What stakeholders are called, by the id of the part that they are."""
    composed = told["composition"]
    named = [(group["id"], group["name"]) for group in told["affectedGroups"]]
    named += [(each["id"], each["organisation"]) for each in composed["commitments"]]
    named += [(each["werkkringId"], each["name"]) for each in composed["werkkringen"]]
    return {one: name for one, name in named if name}


def _names(people: set[UUID]) -> dict[UUID, str]:
    return cast(Names, current_app.extensions["names"]).of(people)


def _speech(language: str) -> dict[str, Callable[..., Any]]:
    """What the template says things with, in one language."""
    english = language == "en"
    locale = "en_GB" if english else "nl"

    def say(nl: str, en: str, **given: object) -> str:
        return (en if english else nl) % given if given else (en if english else nl)

    def word(code: object) -> str:
        return WORDS.get(str(code), (str(code), str(code)))[english]

    def day(text: object) -> str:
        return str(format_date(_day(text), "long", locale=locale)) if text else ""

    def moment(text: object) -> str:
        at = datetime.fromisoformat(str(text)).astimezone(clock.AMSTERDAM)
        return str(format_datetime(at, "d MMMM y, HH:mm", locale=locale))

    def money(cents: int, currency: str) -> str:
        return str(format_currency(cents / 100, currency, locale=locale))

    def number(mean: str) -> str:
        return str(format_decimal(mean, "#,##0.##", locale=locale))

    return {"number": number, "_": say, "word": word, "day": day, "moment": moment, "money": money, "html": _lowered}


def _day(text: object) -> date:
    found = str(text)
    return date.fromisoformat(found) if len(found) == 10 else datetime.fromisoformat(found).astimezone(clock.AMSTERDAM)


def _lowered(safe: object) -> Markup:
    """Text that was made safe when it was written, with its headings below those of the page."""
    lower = _HEADING.sub(lambda found: f"<{found[1]}h{min(int(found[2]) + 2, 6)}>", str(safe))
    return Markup(lower)


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(TEMPLATES)
    return Environment(loader=loader, autoescape=select_autoescape(["html"]), trim_blocks=True, lstrip_blocks=True)
