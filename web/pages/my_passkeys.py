"""Passkeys: logging in by finger, face or PIN. The browser needs a script for it; the password works without."""

from __future__ import annotations

import json
from collections.abc import Callable

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from web import session
from web.api import IDENTITY, ApiProblem, Json, api
from web.forms import Form, Forms
from web.pages.account import onwards

page = Blueprint("my_passkeys", __name__)
MINE, LOG_IN = f"{IDENTITY}/people/me/passkeys", f"{IDENTITY}/sessions"


@page.route("/mijn/passkeys", methods=["GET", "POST"])
def my_passkeys() -> ResponseReturnValue:
    """Those one has, to take away; and a form to add one."""
    if session.person_id() is None:
        return redirect(url_for("account.log_in", next=url_for(".my_passkeys")))
    if request.method == "GET":
        return shown()
    form = Form.posted(request.form.get("do", ""))
    try:
        said = remove(form) if form.name == "remove" else add(form)
    except ApiProblem as problem:
        return shown(form.refused(problem)), problem.status
    flash(said)
    return redirect(url_for(".my_passkeys"), 303)


def shown(form: Form | None = None) -> str:
    return render_template("my_passkeys.html", forms=Forms(form), passkeys=api().items(MINE))


def add(form: Form) -> str:
    """Keep what the browser just made; what to say then."""
    answer = {"challenge": form.text("challenge"), "credential": credential(form)}
    api().send("POST", MINE, {**answer, "name": form.stripped("name")})
    said: str = _("Je passkey is toegevoegd. Je kunt er nu mee inloggen.")
    return said


def remove(form: Form) -> str:
    api().send("DELETE", f"{MINE}/{form.id('passkey')}")
    said: str = _("Deze passkey werkt niet meer.")
    return said


@page.post("/mijn/passkeys/opties")
def options() -> ResponseReturnValue:
    """For the script: what the browser needs to make one. The password says that it is really you."""
    return told(lambda: api().send("POST", f"{MINE}/_options", {"password": request.form.get("password", "")}))


@page.post("/inloggen/passkey/opties")
def log_in_options() -> ResponseReturnValue:
    """For the script: what the browser needs to answer with one."""
    return told(lambda: api().prove(f"{LOG_IN}/_passkey-options", {}))


@page.post("/inloggen/passkey")
def log_in() -> ResponseReturnValue:
    """Trade the browser's answer for a session."""
    form = Form.posted("log-in")
    try:
        made = api().prove(f"{LOG_IN}/_passkey", {"challenge": form.text("challenge"), "credential": credential(form)})
    except ApiProblem as problem:
        if problem.status not in {400, 401}:
            raise
        refused = form.wrong(email=_("Deze passkey kennen we niet, of het duurde te lang. Log in met je wachtwoord."))
        return render_template("log_in.html", forms=Forms(refused), onwards=onwards()), problem.status
    session.log_in(made)
    return redirect(onwards(), 303)


def credential(form: Form) -> Json:
    """What the script put in the form; whatever else it is, a service gets to see nothing but an object."""
    try:
        given = json.loads(form.text("credential"))
    except ValueError:
        raise ApiProblem(400, "form") from None
    return given if isinstance(given, dict) else {}


def told(ask: Callable[[], Json]) -> ResponseReturnValue:
    """A service's answer for the script; a refusal keeps its status and says what a person can do."""
    try:
        return jsonify(ask())
    except ApiProblem as problem:
        wrong, later = _("Dit is niet je wachtwoord."), _("Het lukt nu niet. Probeer het straks opnieuw.")
        return jsonify(detail=wrong if problem.code == "wrong-password" else later), problem.status
