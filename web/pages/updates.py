"""One message of a proeftuin: to read, and for who wrote it to mend or take back."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from web.api import ApiProblem, api
from web.deeds import Deed, answered
from web.forms import Form
from web.pages.proeftuin_forms import update
from web.pages.rooms import address, shown

page = Blueprint("updates", __name__, url_prefix="/proeftuinen/<uuid:proeftuin_id>/berichten/<uuid:update_id>")
DEEDS = {
    "revise": Deed(
        "PATCH", "", _l("Aangepast. Waar het al gedeeld was, verschijnt binnen enkele tellen de nieuwe tekst."), update
    )
}


@page.get("")
def show(proeftuin_id: UUID, update_id: UUID, sent: Form | None = None) -> str:
    """As it stands, with the forms of who may use them."""
    base = address(proeftuin_id)
    proeftuin, told = api().get(base), api().get(f"{base}/updates/{update_id}")
    where = {"proeftuin_id": proeftuin_id, "update_id": update_id}
    return shown("update.html", proeftuin, sent, told, where=where, u=told)


@page.post("/withdraw")
def withdraw(proeftuin_id: UUID, update_id: UUID) -> ResponseReturnValue:
    """Take it back for good; its own page is gone then."""
    form = Form.posted("withdraw")
    try:
        api().send("POST", f"{address(proeftuin_id)}/updates/{update_id}/_withdraw")
    except ApiProblem as problem:
        return show(proeftuin_id, update_id, form.refused(problem)), problem.status
    flash(_("Teruggenomen. Ook van de plekken waar het gedeeld was, wordt het weggehaald."))
    return redirect(url_for("proeftuinen.one", proeftuin_id=proeftuin_id, _anchor="nieuws"), 303)


@page.route("/<deed>", methods=["GET", "POST"])
def act(proeftuin_id: UUID, update_id: UUID, deed: str) -> ResponseReturnValue:
    """Mend it."""
    back = url_for(".show", proeftuin_id=proeftuin_id, update_id=update_id)
    base = f"{address(proeftuin_id)}/updates/{update_id}"
    return answered(DEEDS, deed, base, lambda form: show(proeftuin_id, update_id, form), back)
