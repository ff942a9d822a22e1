"""What one proeftuin decided: recorded by who takes part, replaced by something newer, never rewritten."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from web.api import Json, api
from web.deeds import Deed, answered
from web.forms import Form
from web.pages.rooms import address, leaf, shown

page = Blueprint("decisions", __name__, url_prefix="/proeftuinen/<uuid:proeftuin_id>/besluiten")


def decision(form: Form) -> Json:
    said = {name: form.stripped(name) for name in ("title", "context", "decision", "consequences")}
    older = {"supersedesId": form.text("supersedesId")} if form.text("supersedesId") else {}
    return {**said, "visibility": form.text("visibility"), **older}


DEEDS = {
    "record": Deed(
        "POST",
        "/decisions",
        _l(
            "Het besluit staat vast. Denken jullie er later anders over? "
            "Leg dan een nieuw besluit vast dat dit vervangt."
        ),
        decision,
        "besluiten",
    )
}


@page.get("")
def show(proeftuin_id: UUID, sent: Form | None = None) -> str:
    """Every decision the reader may read, newest first, and for who takes part the form."""
    base = address(proeftuin_id)
    proeftuin, answer = api().get(base), leaf(f"{base}/decisions")
    return shown("decisions.html", proeftuin, sent, answer["items"], decisions=answer["items"], answer=answer)


@page.route("/<deed>", methods=["GET", "POST"])
def act(proeftuin_id: UUID, deed: str) -> ResponseReturnValue:
    """Record one."""
    back = url_for(".show", proeftuin_id=proeftuin_id)
    return answered(DEEDS, deed, address(proeftuin_id), lambda form: show(proeftuin_id, form), back)
