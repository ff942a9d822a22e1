"""What one proeftuin decided: recorded by who takes part, replaced by something newer, never rewritten."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from web.api import Json, api
from web.deeds import Deed, answered
from web.forms import Form
from web.pages.rooms import address, leaf, leaves_open, shown

MOST_ELSEWHERE = 20
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
    return _listed(base, proeftuin, sent, answer["items"], answer=answer)


@page.get("/<uuid:decision_id>")
def one(proeftuin_id: UUID, decision_id: UUID, sent: Form | None = None) -> str:
    """One decision, to refer to it; who takes part replaces it here, however old it is."""
    base = address(proeftuin_id)
    proeftuin, found = api().get(base), api().get(f"{base}/decisions/{decision_id}")
    return _listed(base, proeftuin, sent, [found], answer={}, only=found)


@page.route("/<deed>", methods=["GET", "POST"])
def act(proeftuin_id: UUID, deed: str) -> ResponseReturnValue:
    """Record one; refused, it is shown again where it was written."""
    back = url_for(".show", proeftuin_id=proeftuin_id, **leaves_open())
    return answered(DEEDS, deed, address(proeftuin_id), lambda form: _again(proeftuin_id, form), back)


def _again(proeftuin_id: UUID, form: Form) -> str:
    return one(proeftuin_id, UUID(form.id("replaces")), form) if form.text("replaces") else show(proeftuin_id, form)


def _listed(base: str, proeftuin: Json, sent: Form | None, decisions: list[Json], **facts: object) -> str:
    """These decisions, with the titles of those elsewhere that they replaced, or were replaced by."""
    titles = {one["id"]: one["title"] for one in decisions}
    named = {str(one[key]) for one in decisions for key in ("supersedesId", "supersededById") if one.get(key)}
    for other in sorted(named - titles.keys())[:MOST_ELSEWHERE]:
        if elsewhere := api().maybe(f"{base}/decisions/{other}"):
            titles[other] = elsewhere["title"]
    here = {one["id"] for one in decisions}
    return shown("decisions.html", proeftuin, sent, decisions, decisions=decisions, titles=titles, here=here, **facts)
