"""Passwords: forgotten and set anew by the link in the mail, or changed by who knows the present one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from web import session
from web.api import IDENTITY, ApiProblem, api
from web.forms import Form, Forms

page = Blueprint("passwords", __name__)


@page.route("/wachtwoord-vergeten", methods=["GET", "POST"])
def forgotten() -> ResponseReturnValue:
    """Ask for a mail. The answer is the same for every address: who has an account is nobody's business."""
    if request.method == "GET":
        return render_template("forgotten.html", forms=Forms())
    form = Form.posted("forgotten")
    email = form.stripped("email")
    try:
        api().prove(f"{IDENTITY}/people/_request-reset", {"email": email})
    except ApiProblem as problem:
        refused = form.refused(problem, stands_alone=True)
        return render_template("forgotten.html", forms=Forms(refused)), problem.status
    return render_template("forgotten_sent.html", email=email)


@page.route("/wachtwoord-herstellen", methods=["GET", "POST"])
def reset() -> ResponseReturnValue:
    """Where the mail leads: choose a new password. Every session ends, so this browser's does too."""
    if request.method == "GET":
        return render_template("reset.html", token=request.args.get("token", ""), forms=Forms())
    form = Form.posted("reset")
    try:
        given = {"token": form.stripped("token"), "password": form.text("password")}
        api().prove(f"{IDENTITY}/people/_reset", given)
    except ApiProblem as problem:
        refused = form.refused(problem, stands_alone=True)
        return render_template("reset.html", token=form.text("token"), forms=Forms(refused)), problem.status
    session.log_out()
    flash(_("Je nieuwe wachtwoord is bewaard. Je kunt er nu mee inloggen."))
    return redirect(url_for("account.log_in"), 303)


@page.route("/mijn/wachtwoord", methods=["GET", "POST"])
def mine() -> ResponseReturnValue:
    """Change one's own: the present one first, so that a computer left open is not enough."""
    if session.person_id() is None:
        return redirect(url_for("account.log_in", next=url_for(".mine")))
    if request.method == "GET":
        return render_template("my_password.html", forms=Forms())
    form = Form.posted("my-password")
    try:
        api().send("PUT", f"{IDENTITY}/people/me/password", {name: form.text(name) for name in ("current", "new")})
    except ApiProblem as problem:
        if problem.code == "wrong-password":
            refused = form.wrong(current=_("Dit is niet je wachtwoord."))
        else:
            refused = form.refused(problem, stands_alone=True)
        return render_template("my_password.html", forms=Forms(refused)), problem.status
    flash(_("Je wachtwoord is gewijzigd. Op andere apparaten ben je nu uitgelogd."))
    return redirect(url_for("mine.mine"), 303)
