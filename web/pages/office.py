"""The desk of the WIN office: organisations to confirm, roles of WIN to give, werkkringen to open."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from web.api import EXPERIMENTS, IDENTITY, ApiProblem, api
from web.deeds import Deed, answered
from web.errors import page_for
from web.forms import Form, Forms
from web.pages.coordinating import description
from web.roles import has_role
from web.session import person_id

page = Blueprint("office", __name__)
DEEDS = {
    "verify": Deed("POST", "/{which}/_verify", _l("Bevestigd. Iedereen ziet dat dit klopt."), anchor="inschrijvingen")
}


@page.get("/win-kantoor")
def desk() -> ResponseReturnValue:
    """Three queues, for stewards."""
    if person_id() is None:
        return redirect(url_for("account.log_in", next=url_for(".desk")))
    return show() if has_role("steward") else page_for(403)


def show(sent: Form | None = None) -> str:
    """The desk, with the form that was just refused, if any."""
    cursor = request.args.get("cursor")
    return render_template(
        "desk_office.html",
        organisations=api().get(f"{IDENTITY}/organisations", verified="false", limit=50, cursor=cursor),
        awaiting=api().items(f"{EXPERIMENTS}/proeftuinen", awaitsWinRole="true", limit=50),
        circles=api().items(f"{IDENTITY}/werkkringen", limit=200),
        forms=Forms(sent),
    )


@page.post("/win-kantoor/werkkring")
def register() -> ResponseReturnValue:
    """Open a werkkring."""
    form = Form.posted("werkkring")
    try:
        made = api().send("POST", f"{IDENTITY}/werkkringen", description(form), once=form.text("once"))
    except ApiProblem as problem:
        return show(form.refused(problem)), problem.status
    flash(_("De werkkring is er. Benoem een coördinator zodra er leden zijn."))
    return redirect(url_for("werkkringen.one", werkkring_id=UUID(str(made["id"]))), 303)


@page.route("/win-kantoor/<deed>", methods=["GET", "POST"])
def act(deed: str) -> ResponseReturnValue:
    """Confirm that an organisation is what it says it is."""
    return answered(DEEDS, deed, f"{IDENTITY}/organisations", show, url_for(".desk"))
