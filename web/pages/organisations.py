"""Organisations: partners and research groups, and registering one."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from web.api import IDENTITY, ApiProblem, Json, api
from web.deeds import answered
from web.forms import Form, Forms
from web.names import Names
from web.pages import representing
from web.session import person_id

page = Blueprint("organisations", __name__)


@page.get("/organisaties")
def all_organisations() -> ResponseReturnValue:
    """All organisations."""
    cursor = request.args.get("cursor")
    return render_template("organisations.html", answer=api().get(f"{IDENTITY}/organisations", limit=50, cursor=cursor))


@page.get("/organisaties/<uuid:organisation_id>")
def one(organisation_id: UUID) -> ResponseReturnValue:
    """One organisation."""
    return show(organisation_id)


def show(organisation_id: UUID, sent: Form | None = None) -> str:
    """The page of one organisation, with the form that was just refused, if any."""
    it = api().get(f"{IDENTITY}/organisations/{organisation_id}")
    desk = representing.desk(it)
    return render_template("organisation.html", it=it, names=Names(it, desk["asked"]), forms=Forms(sent), **desk)


@page.route("/organisaties/<uuid:organisation_id>/<deed>", methods=["GET", "POST"])
def act(organisation_id: UUID, deed: str) -> ResponseReturnValue:
    """What its own people and stewards do; a refusal shows the page again with what was typed."""
    back, at = url_for(".one", organisation_id=organisation_id), f"{IDENTITY}/organisations/{organisation_id}"
    return answered(representing.DEEDS, deed, at, lambda form: show(organisation_id, form), back)


def _description(form: Form) -> Json:
    optional = {name: form.stripped(name) for name in ("website", "kvkNumber", "rorId")}
    told = {name: value for name, value in optional.items() if value}
    return {"name": form.stripped("name"), "kind": form.text("kind"), **told}


@page.route("/organisaties/nieuw", methods=["GET", "POST"])
def register() -> ResponseReturnValue:
    """Whoever registers an organisation speaks for it from then on."""
    if person_id() is None and request.method == "GET":
        return redirect(url_for("account.log_in", next=url_for(".register")))
    if request.method == "GET":
        return render_template("organisation_form.html", forms=Forms())
    form = Form.posted("organisation")
    try:
        made = api().send("POST", f"{IDENTITY}/organisations", _description(form), once=form.text("once"))
    except ApiProblem as problem:
        return render_template(
            "organisation_form.html", forms=Forms(form.refused(problem, stands_alone=True))
        ), problem.status
    flash(_("De organisatie staat erin. Je spreekt vanaf nu namens haar."))
    return redirect(url_for(".one", organisation_id=made.get("id")), 303)
