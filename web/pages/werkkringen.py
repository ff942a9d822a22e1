"""Werkkringen: the circles in their municipalities, and joining one."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from web.api import EXPERIMENTS, IDENTITY, ApiProblem, Json, api
from web.deeds import answered
from web.forms import Form, Forms
from web.names import Names
from web.pages import coordinating
from web.pages.coordinating import CIRCLE_DEEDS, MEMBERSHIP_DEEDS
from web.pictures.netherlands import HEIGHT, WIDTH, netherlands

page = Blueprint("werkkringen", __name__)


def municipalities() -> list[str]:
    """Where the werkkringen are, to choose from."""
    found = api().items(f"{IDENTITY}/werkkringen", limit=200)
    return sorted({str(one["municipality"]) for one in found if one.get("municipality")})


@page.get("/werkkringen")
def all_werkkringen() -> ResponseReturnValue:
    """All circles, on the map and in words."""
    answer = api().get(f"{IDENTITY}/werkkringen", limit=200)
    growing = [circle for one in api().items(f"{EXPERIMENTS}/proeftuinen", limit=200) for circle in growing_at(one)]
    drawn = netherlands(answer["items"], growing)
    mine = {one["id"] for one in answer["items"] if (one.get("membership") or {}).get("state") == "active"}
    drawing = {"map": drawn, "map_width": WIDTH, "map_height": HEIGHT}
    return render_template("werkkringen.html", answer=answer, listed=drawn.listed, mine=mine, **drawing)


def growing_at(proeftuin: Json) -> list[str]:
    """The werkkringen of a proeftuin that is not over."""
    if proeftuin.get("state") in ("completed", "stopped"):
        return []
    linked = [one for one in proeftuin.get("werkkringen") or [] if one.get("state") != "requested"]
    return [str(one.get("werkkringId")) for one in linked]


@page.get("/werkkringen/<uuid:werkkring_id>")
def one(werkkring_id: UUID) -> ResponseReturnValue:
    """One circle."""
    return show(werkkring_id)


def show(werkkring_id: UUID, sent: Form | None = None) -> str:
    """The page of one circle, with what grows there."""
    it = api().get(f"{IDENTITY}/werkkringen/{werkkring_id}")
    proeftuinen = api().items(f"{EXPERIMENTS}/proeftuinen", werkkringId=werkkring_id, limit=50)
    desk = coordinating.desk(it)
    names = Names(it, desk["requests"], desk["members"])
    return render_template("werkkring.html", it=it, proeftuinen=proeftuinen, names=names, forms=Forms(sent), **desk)


@page.post("/werkkringen/<uuid:werkkring_id>/join")
def join(werkkring_id: UUID) -> ResponseReturnValue:
    """Join by oneself."""
    form = Form.posted("join")
    try:
        done = api().send("POST", f"{IDENTITY}/werkkringen/{werkkring_id}/memberships", once=form.text("once"))
    except ApiProblem as problem:
        return show(werkkring_id, form.refused(problem)), problem.status
    at_once = done.get("state") == "active"
    flash(_("Je hoort bij deze werkkring.") if at_once else _("Aangemeld. De coördinator bevestigt het."))
    return redirect(url_for(".one", werkkring_id=werkkring_id), 303)


@page.route("/werkkringen/<uuid:werkkring_id>/<deed>", methods=["GET", "POST"])
def act(werkkring_id: UUID, deed: str) -> ResponseReturnValue:
    """Leave it, or what its coordinators do; a refusal shows the page again with what was typed."""
    back, again = url_for(".one", werkkring_id=werkkring_id), lambda form: show(werkkring_id, form)
    if deed in MEMBERSHIP_DEEDS:
        return answered(MEMBERSHIP_DEEDS, deed, f"{IDENTITY}/memberships", again, back)
    return answered(CIRCLE_DEEDS, deed, f"{IDENTITY}/werkkringen/{werkkring_id}", again, back)
