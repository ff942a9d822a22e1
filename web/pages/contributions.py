"""What everyone contributed to one proeftuin, in his own words; each tells, mends and takes back his own."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from web.api import ApiProblem, Json, api
from web.deeds import Deed, answered
from web.forms import Form
from web.pages.rooms import address, leaf, shown
from web.session import person_id

page = Blueprint("contributions", __name__, url_prefix="/proeftuinen/<uuid:proeftuin_id>/bijdragen")


def contribution(form: Form) -> Json:
    hours = form.stripped("hours").replace(",", ".")
    return {"text": form.stripped("text"), **({"hours": _hours(hours)} if hours else {})}


def _hours(typed: str) -> float | str:
    """What is no number goes on as it is, to be refused at the field."""
    return float(typed) if typed.replace(".", "", 1).isdecimal() else typed


DEEDS = {
    "tell": Deed(
        "POST",
        "/contributions",
        _l("Dank je. Je bijdrage staat op jouw naam; je kunt hem altijd aanpassen of terugnemen."),
        contribution,
        "bijdragen",
    ),
    "withdraw": Deed(
        "POST",
        "/contributions/{which}/_withdraw",
        _l("Teruggenomen. Je woorden zijn gewist."),
        anchor="bijdragen",
    ),
}


@page.get("")
def show(proeftuin_id: UUID, sent: Form | None = None) -> str:
    """Those of everyone for who takes part; his own for who left; how many make it for everybody else."""
    base = address(proeftuin_id)
    proeftuin = api().get(base)
    answer = leaf(f"{base}/contributions") if person_id() else {"items": []}
    return shown("contributions.html", proeftuin, sent, answer["items"], told=answer["items"], answer=answer)


@page.post("/alter")
def alter(proeftuin_id: UUID) -> ResponseReturnValue:
    """In other words: the new ones are told before the old are taken back, so that nothing is ever lost."""
    form = Form.posted(f"alter-{request.form.get('which')}")
    base = f"{address(proeftuin_id)}/contributions"
    try:
        which = form.id("which")
        api().send("POST", base, contribution(form), once=form.text("once"))
        api().send("POST", f"{base}/{which}/_withdraw")
    except ApiProblem as problem:
        return show(proeftuin_id, form.refused(problem)), problem.status
    flash(_("Aangepast. Wat er eerst stond is gewist."))
    return redirect(url_for(".show", proeftuin_id=proeftuin_id, _anchor="bijdragen"), 303)


@page.route("/<deed>", methods=["GET", "POST"])
def act(proeftuin_id: UUID, deed: str) -> ResponseReturnValue:
    """Tell one, or take one back."""
    back = url_for(".show", proeftuin_id=proeftuin_id)
    return answered(DEEDS, deed, address(proeftuin_id), lambda form: show(proeftuin_id, form), back)
