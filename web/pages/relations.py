"""With which others a proeftuin hangs together, and in which one it goes on: said by who holds either one."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from web.api import EXPERIMENTS, Json, api
from web.deeds import Deed, answered
from web.forms import Form
from web.pages.rooms import address, part_in, shown
from web.session import person_id

page = Blueprint("relations", __name__, url_prefix="/proeftuinen/<uuid:proeftuin_id>/verwanten")


def relation(form: Form) -> Json:
    return {"proeftuinId": form.text("proeftuinId"), "kind": form.text("kind"), "note": form.stripped("note")}


def successor(form: Form) -> Json:
    return {"proeftuinId": form.text("proeftuinId")}


DEEDS = {
    "relate": Deed("POST", "/relations", _l("Het staat er, bij allebei."), relation, "verwant"),
    "remove": Deed("DELETE", "/relations/{which}", _l("Weggehaald, bij allebei."), anchor="verwant"),
    "successor": Deed("PUT", "/successor", _l("Het staat er, bij allebei."), successor, "opvolger"),
    "no-successor": Deed("DELETE", "/successor", _l("Weggehaald, bij allebei."), anchor="opvolger"),
}


@page.get("")
def show(proeftuin_id: UUID, sent: Form | None = None) -> str:
    """Everyone reads; who holds this one, or another one, ties them together."""
    base = address(proeftuin_id)
    proeftuin = api().get(base)
    others = _others(proeftuin)
    relations = api().items(f"{base}/relations")
    return shown("relations.html", proeftuin, sent, act=".act", relations=relations, others=others)


@page.route("/<deed>", methods=["GET", "POST"])
def act(proeftuin_id: UUID, deed: str) -> ResponseReturnValue:
    """Any of the four."""
    back = url_for(".show", proeftuin_id=proeftuin_id)
    return answered(DEEDS, deed, address(proeftuin_id), lambda form: show(proeftuin_id, form), back)


def _others(proeftuin: Json) -> list[Json]:
    """Which ones the reader may tie it to: a holder to any, who holds another one to that."""
    if person_id() is None:
        return []
    found = api().items(f"{EXPERIMENTS}/proeftuinen", limit=200)
    held = part_in(proeftuin)["holder"]
    own = [one for one in found if held or person_id() in (one.get("holderIds") or [])]
    return [one for one in own if one.get("id") != proeftuin.get("id")]
