"""Where I am logged in, and which other websites and apps may do something in my name."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from web import session
from web.api import IDENTITY, ApiProblem, api
from web.forms import Form, Forms

page = Blueprint("my_devices", __name__)
SESSIONS, CONSENTS = f"{IDENTITY}/sessions", f"{IDENTITY}/people/me/consents"


@page.route("/mijn/apparaten", methods=["GET", "POST"])
def my_devices() -> ResponseReturnValue:
    """Every session and every consent, with a button to end it."""
    if session.person_id() is None:
        return redirect(url_for("account.log_in", next=url_for(".my_devices")))
    form = Form.posted(request.form.get("do", ""))
    try:
        if form.name == "everywhere":
            return log_out_everywhere()
        if form.name == "session":
            api().send("DELETE", f"{SESSIONS}/{form.id('session')}")
            flash(_("Daar ben je nu uitgelogd."))
        elif form.name == "consent":
            api().send("DELETE", f"{CONSENTS}/{form.id('client')}")
            flash(_("Je toestemming is ingetrokken."))
        else:
            return shown()
    except ApiProblem as problem:
        return shown(form.refused(problem)), problem.status
    return redirect(url_for(".my_devices"), 303)


def shown(form: Form | None = None) -> str:
    found = {"sessions": api().items(SESSIONS), "consents": api().items(CONSENTS)}
    return render_template("my_devices.html", forms=Forms(form), **found)


def log_out_everywhere() -> ResponseReturnValue:
    """Here too: who thinks that somebody else is in wants to begin anew."""
    api().send("DELETE", SESSIONS)
    session.log_out()
    flash(_("Je bent overal uitgelogd."))
    return redirect(url_for("account.log_in"), 303)
