"""Rounds of trying, looking and learning of one proeftuin, and what they are worth to whom."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from web.api import Json, api
from web.deeds import Deed, answered
from web.forms import Form
from web.pages.rooms import address, leaf, leaves_open, shown
from web.stakes import Stake, stakes_in, told_of

page = Blueprint("learning", __name__, url_prefix="/proeftuinen/<uuid:proeftuin_id>/leren")
PRINCIPLES = ("ownership", "valueFromTalent", "integral")


def cycle(form: Form) -> Json:
    return {"title": form.stripped("title"), "question": form.stripped("question")}


def closing(form: Form) -> Json:
    lesson = {name: form.stripped(f"lesson-{name}") for name in ("title", "body")}
    return {
        **{name: form.stripped(name) for name in PRINCIPLES},
        "lesson": {**lesson, "language": form.text("lesson-language")},
        "foundValues": [
            {**_stake(form, f"foundValues-{row}-who"), "text": form.stripped(f"foundValues-{row}-text")}
            for row in form.filled("foundValues", "text")
        ],
    }


def value(form: Form) -> Json:
    cycle_id = {"cycleId": form.text("cycleId")} if form.text("cycleId") else {}
    return {**_stake(form, "partId"), "kind": form.text("kind"), "text": form.stripped("text"), **cycle_id}


def _stake(form: Form, name: str) -> Json:
    stakeholder, _space, part = form.text(name).partition(" ")
    return {"stakeholder": stakeholder, "partId": part or None}


DEEDS = {
    "open": Deed(
        "POST",
        "/cycles",
        _l("De ronde is begonnen. Probeer uit wat jullie bedachten; daarna kijken jullie samen wat het opleverde."),
        cycle,
        "rondes",
    ),
    "look": Deed(
        "POST",
        "/cycles/{which}/_look",
        _l("Het proberen is klaar. Kijk samen wat het opleverde, en sluit de ronde met een les."),
        anchor="rondes",
    ),
    "close": Deed(
        "POST",
        "/cycles/{which}/_close",
        _l("De ronde is gesloten en de les is gedeeld. Binnen enkele tellen staat hij bij Kennis."),
        closing,
        "rondes",
    ),
    "value": Deed(
        "POST",
        "/value-statements",
        _l("Het staat erbij. Iedereen kan het lezen; wat er eerder stond blijft staan."),
        value,
        "waarde",
    ),
}


@page.get("")
def show(proeftuin_id: UUID, sent: Form | None = None) -> str:
    """Everyone reads; who takes part tells what it is worth; who holds it opens and closes rounds."""
    base = address(proeftuin_id)
    proeftuin = api().get(base)
    rounds, told = leaf(f"{base}/cycles", "rondecursor"), leaf(f"{base}/value-statements", "waardecursor")
    newest = api().items(f"{base}/cycles", limit=1)
    stakes: list[Stake] = stakes_in(proeftuin)
    return shown(
        "learning.html",
        proeftuin,
        sent,
        told["items"],
        rounds=rounds,
        told=told,
        open_cycle=next((one for one in newest if one.get("state") in ("trying", "looking")), None),
        stakes=stakes,
        worth=told_of(stakes, told["items"]),
    )


@page.route("/<deed>", methods=["GET", "POST"])
def act(proeftuin_id: UUID, deed: str) -> ResponseReturnValue:
    """Any deed of learning."""
    back = url_for(".show", proeftuin_id=proeftuin_id, **leaves_open())
    return answered(DEEDS, deed, address(proeftuin_id), lambda form: show(proeftuin_id, form), back)
