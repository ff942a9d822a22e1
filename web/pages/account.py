"""One's account: register, confirm by the link in the mail, log in (with a code where one is asked), log out."""

from __future__ import annotations

from contextlib import suppress

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from web import session
from web.api import IDENTITY, ApiProblem, api
from web.forms import Form, Forms
from web.language import chosen

page = Blueprint("account", __name__)


def onwards() -> str:
    """Where somebody was going before logging in: only ever a path of this site."""
    wanted = request.values.get("next", "")
    # Whoever reads an address leaves out tabs and line ends first: with one between them two slashes lead elsewhere.
    inside = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    return wanted if inside else url_for("mine.mine")


@page.route("/registreren", methods=["GET", "POST"])
def register() -> ResponseReturnValue:
    """Make an account. The answer is the same for a known address: who has an account is nobody's business."""
    if request.method == "GET":
        return render_template("register.html", forms=Forms(), onwards=onwards())
    form = Form.posted("register")
    body = {name: form.stripped(name) for name in ("email", "displayName")}
    body |= {"password": form.text("password"), "locale": chosen()}
    try:
        api().send("POST", f"{IDENTITY}/people", body)
    except ApiProblem as problem:
        refused = form.refused(problem, stands_alone=True)
        return render_template("register.html", forms=Forms(refused), onwards=onwards()), problem.status
    return render_template("check_mail.html", email=body["email"])


@page.route("/bevestigen", methods=["GET", "POST"])
def confirm() -> ResponseReturnValue:
    """The link in the mail shows a button: mail programs that open links ahead must not confirm anything."""
    if request.method == "GET":
        return render_template("confirm.html", token=request.args.get("token", ""), forms=Forms())
    form = Form.posted("confirm")
    try:
        api().prove(f"{IDENTITY}/people/_confirm", {"token": form.stripped("token")})
    except ApiProblem as problem:
        refused = form.refused(problem, stands_alone=True)
        return render_template("confirm.html", token=form.text("token"), forms=Forms(refused)), problem.status
    flash(_("Je e-mailadres is bevestigd. Je kunt nu inloggen."))
    return redirect(url_for(".log_in"), 303)


@page.route("/inloggen", methods=["GET", "POST"])
def log_in() -> ResponseReturnValue:
    """Trade an address and a password for a session."""
    if request.method == "GET":
        return render_template("log_in.html", forms=Forms(), onwards=onwards())
    form = Form.posted("log-in")
    try:
        given = {"email": form.stripped("email"), "password": form.text("password")}
        made = api().prove(f"{IDENTITY}/sessions", given)
    except ApiProblem as problem:
        if problem.code == "second-factor-needed" and problem.challenge:
            session.ask_code(problem.challenge)
            return redirect(url_for(".give_code", next=onwards()), 303)
        if problem.status == 401:
            refused = form.wrong(
                email=_("Dit adres en wachtwoord horen niet bij elkaar, of het adres is nog niet bevestigd.")
            )
        else:
            refused = form.refused(problem, stands_alone=True)
        return render_template("log_in.html", forms=Forms(refused), onwards=onwards()), problem.status
    session.log_in(made)
    return redirect(onwards(), 303)


@page.route("/inloggen/code", methods=["GET", "POST"])
def give_code() -> ResponseReturnValue:
    """The second half of logging in: the code on one's phone, or a recovery code."""
    challenge = session.challenge()
    if not challenge:
        return redirect(url_for(".log_in", next=onwards()), 303)
    if request.method == "GET":
        return render_template("log_in_code.html", forms=Forms(), onwards=onwards())
    form = Form.posted("code")
    code = "".join(form.text("code").split())  # phones show it as 123 456
    try:
        made = api().prove(f"{IDENTITY}/sessions/_second-factor", {"challenge": challenge, "code": code})
    except ApiProblem as problem:
        if problem.status in {400, 401}:
            refused = form.wrong(code=_("Deze code klopt niet, is al gebruikt of kwam te laat."))
        else:
            refused = form.refused(problem, stands_alone=True)
        return render_template("log_in_code.html", forms=Forms(refused), onwards=onwards()), problem.status
    session.log_in(made)
    return redirect(onwards(), 303)


@page.post("/uitloggen")
def log_out() -> ResponseReturnValue:
    """End the session here and at the service; being unreachable there does not keep anybody logged in here."""
    with suppress(ApiProblem):
        api().send("DELETE", f"{IDENTITY}/sessions/current")
    session.log_out()
    flash(_("Je bent uitgelogd."))
    return redirect(url_for("home.home"), 303)
