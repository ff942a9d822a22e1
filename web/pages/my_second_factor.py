"""Logging in with a code from one's phone besides the password: setting it up, its recovery codes, taking it away."""

from __future__ import annotations

import base64

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from web import session
from web.api import IDENTITY, ApiProblem, Json, api
from web.forms import Form, Forms

page = Blueprint("my_second_factor", __name__)
FACTOR = f"{IDENTITY}/people/me/second-factor"


@page.route("/mijn/twee-stappen", methods=["GET", "POST"])
def my_second_factor() -> ResponseReturnValue:
    """Whether a code is asked, and what can be done about it."""
    if session.person_id() is None:
        return redirect(url_for("account.log_in", next=url_for(".my_second_factor")))
    form = Form.posted(request.form.get("do", ""))
    deed = DEEDS.get(form.name)
    if deed is None:
        return shown()
    try:
        return deed(form)
    except ApiProblem as problem:
        if problem.code == "wrong-password":
            return shown(form.wrong(password=_("Dit is niet je wachtwoord."))), 400
        return shown(form.refused(problem)), problem.status


def shown(form: Form | None = None) -> str:
    """The page as things stand now."""
    return render_template("my_second_factor.html", forms=Forms(form), factor=api().get(FACTOR))


def set_up(form: Form) -> ResponseReturnValue:
    """A secret for the phone, shown this once."""
    made = api().send("POST", FACTOR, {"password": form.text("password")})
    return enrolling(made["secret"], picture=_picture(made))


def confirm(form: Form) -> ResponseReturnValue:
    """The phone has it: from now on a code is asked. The recovery codes are shown this once."""
    code = "".join(form.text("code").split())
    try:
        made = api().send("POST", f"{FACTOR}/_confirm", {"code": code})
    except ApiProblem as problem:
        if problem.status != 400:
            raise
        wrong = form.wrong(code=_("Deze code klopt niet. Kijk op je telefoon, ook of de klok daar goed staat."))
        return enrolling(form.text("secret"), wrong), 400
    return render_template("recovery_codes.html", codes=made["recoveryCodes"], fresh=True)


def enrolling(secret: str, form: Form | None = None, *, picture: str = "") -> str:
    """The secret to scan or type, and the field for the first code."""
    return render_template("enrol_second_factor.html", forms=Forms(form), secret=secret, picture=picture)


def renew(form: Form) -> ResponseReturnValue:
    """Ten new recovery codes, shown this once."""
    made = api().send("POST", f"{FACTOR}/_renew-codes", {"password": form.text("password")})
    return render_template("recovery_codes.html", codes=made["recoveryCodes"], fresh=False)


def remove(form: Form) -> ResponseReturnValue:
    """Log in with the password alone again."""
    api().send("POST", f"{FACTOR}/_remove", {"password": form.text("password")})
    flash(_("Je logt nu weer in met alleen je wachtwoord."))
    return redirect(url_for(".my_second_factor"), 303)


DEEDS = {"set-up": set_up, "confirm": confirm, "renew": renew, "remove": remove}


def _picture(made: Json) -> str:
    """As an address that a picture may have: then nothing in it can be more than a picture."""
    drawn = str(made["qr"]).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.encode()).decode()
