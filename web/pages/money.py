"""The money of one proeftuin: its sources, what was spent of them, and what became of it all."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from shared.clock import today
from web.amounts import cents_of
from web.api import Json, api
from web.deeds import Deed, answered
from web.forms import Form
from web.pages.proeftuin_forms import closing_statement, source
from web.pages.rooms import address, leaf, leaves_open, shown
from web.pictures.money import money
from web.session import person_id

page = Blueprint("money", __name__, url_prefix="/proeftuinen/<uuid:proeftuin_id>/geld")
FOLLOWING = {
    "asked": ("asked", "promised", "refused"),
    "promised": ("promised", "received", "refused"),
    "received": ("received", "accounted"),
}
"""What a source may become next; what is accounted for or refused stays so."""


def altered(form: Form) -> Json:
    return {
        "name": form.stripped("name"),
        "description": form.stripped("description"),
        "amountCents": cents_of(form.stripped("amountCents")),
        "state": form.text("state"),
    }


def spending(form: Form) -> Json:
    said = {name: form.stripped(name) for name in ("sourceId", "spentOn", "purpose")}
    amount = form.stripped("amountCents")
    return {
        **{key: value for key, value in said.items() if value},
        **({"amountCents": cents_of(amount)} if amount else {}),
    }


def reason(form: Form) -> Json:
    return {"reason": form.stripped("reason")}


DEEDS = {
    "source": Deed(
        "POST",
        "/funding/sources",
        _l("De bron staat erbij. Is het geld er? Zet de bron dan op ontvangen; daarna kun je er uitgaven van noteren."),
        source,
        "bronnen",
    ),
    "alter": Deed(
        "PATCH", "/funding/sources/{which}", _l("De bron is aangepast. De totalen tellen mee."), altered, "bronnen"
    ),
    "spend": Deed(
        "POST",
        "/funding/spending",
        _l("De uitgave staat erbij. Iedereen ziet het nieuwe totaal, alleen deelnemers zien de regel."),
        spending,
        "uitgaven",
    ),
    "reverse": Deed(
        "POST",
        "/funding/spending/{which}/_reverse",
        _l("De uitgave is teruggenomen. Het geld is weer over; beide regels blijven staan."),
        reason,
        "uitgaven",
    ),
    "closing-statement": Deed(
        "PUT",
        "/closing-statement",
        _l("Bewaard wat er met het geld gebeurde. Iedereen kan het lezen, en jullie kunnen het nog aanpassen."),
        closing_statement,
        "verantwoording",
    ),
}


@page.get("")
def show(proeftuin_id: UUID, sent: Form | None = None) -> str:
    """Sums for everyone; sources and lines for who takes part; forms for who holds it."""
    base = address(proeftuin_id)
    proeftuin = api().get(base)
    funding = proeftuin.get("funding") or {}
    sources = funding.get("sources") or []
    spent = leaf(f"{base}/funding/spending") if person_id() else {"items": []}
    return shown(
        "money.html",
        proeftuin,
        sent,
        spent["items"],
        money_picture=money(funding),
        sources=sources,
        named={one.get("id"): one.get("name") for one in sources},
        following=FOLLOWING,
        spent=spent,
        statement=api().maybe(f"{base}/closing-statement"),
        today=today().isoformat(),
    )


@page.route("/<deed>", methods=["GET", "POST"])
def act(proeftuin_id: UUID, deed: str) -> ResponseReturnValue:
    """Any deed with money."""
    back = url_for(".show", proeftuin_id=proeftuin_id, **leaves_open())
    return answered(DEEDS, deed, address(proeftuin_id), lambda form: show(proeftuin_id, form), back)
