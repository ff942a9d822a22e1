"""The desk of admins: who has which task, giving one and taking one away."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from web.api import IDENTITY, ApiProblem, api
from web.deeds import Deed, answered
from web.errors import page_for
from web.forms import Form, Forms
from web.names import FORMER, Names
from web.roles import has_role
from web.session import person_id
from web.words import ROLES

page = Blueprint("role_desk", __name__)
GIVEN, TAKEN = _l("Deze persoon heeft de taak nu."), _l("De taak is weg, en deze persoon is overal uitgelogd.")


@page.get("/beheer")
def desk() -> ResponseReturnValue:
    """For admins."""
    if person_id() is None:
        return redirect(url_for("account.log_in", next=url_for(".desk")))
    return show() if has_role("admin") else page_for(403)


def show(sent: Form | None = None) -> str:
    """The desk, with the form that was just refused, if any."""
    answer = api().get(f"{IDENTITY}/roles", limit=100, cursor=request.args.get("cursor"))
    return render_template("desk_roles.html", answer=answer, names=Names(answer["items"]), forms=Forms(sent))


@page.route("/beheer/<any(grant, revoke):deed>", methods=["GET", "POST"])
def act(deed: str) -> ResponseReturnValue:
    """Give a task or take it away; its name is part of the address, so only names we know go there."""
    role = request.form.get("role", "")
    form = Form.posted("grant")
    if deed == "grant" and request.method == "POST" and (fault := _nobody(form)):
        return show(fault), 400
    path = "/people/{personId}/roles/" + (role if role in ROLES else "none")
    deeds = {"grant": Deed("PUT", path, GIVEN), "revoke": Deed("DELETE", path, TAKEN)}
    return answered(deeds, deed, IDENTITY, show, url_for(".desk"))


def _nobody(form: Form) -> Form | None:
    """The form with its fault, where what was typed is nobody's mark."""
    try:
        profile = api().get(f"{IDENTITY}/people/{form.id('personId')}")
    except ApiProblem:
        return form.wrong(personId=_("Dit is geen kenmerk. Het staat op “Mijn account” van wie het betreft."))
    gone = profile.get("displayName") in FORMER
    return form.wrong(personId=_("Er is niemand met dit kenmerk.")) if gone else None
