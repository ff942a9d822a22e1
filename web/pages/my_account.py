"""My account: what I am called, in which language I am written to, and my e-mail address."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from web import session
from web.api import IDENTITY, ApiProblem, Json, api
from web.forms import Form, Forms

page = Blueprint("my_account", __name__)
ME = f"{IDENTITY}/people/me"


@page.route("/mijn/account", methods=["GET", "POST"])
def my_account() -> ResponseReturnValue:
    """Everything one can change of one's own account, or a way to it."""
    if session.person_id() is None:
        return redirect(url_for("account.log_in", next=url_for(".my_account")))
    me = api().get(ME)
    if request.method == "GET":
        return render_template("my_account.html", forms=Forms(), me=me)
    form = Form.posted(request.form.get("do", ""))
    try:
        said = change_address(form) if form.name == "email" else change_name(form, me)
    except ApiProblem as problem:
        refused = form.wrong(password=_("Dit is niet je wachtwoord.")) if _wrong(problem) else form.refused(problem)
        return render_template("my_account.html", forms=Forms(refused), me=me), problem.status
    flash(said)
    return redirect(url_for(".my_account"), 303)


def change_name(form: Form, me: Json) -> str:
    """Keep name and language; what to say then."""
    wanted = {"displayName": form.stripped("displayName"), "locale": form.text("locale")}
    api().send("PATCH", ME, wanted, etag=me["etag"])
    said: str = _("Bewaard.")
    return said


def change_address(form: Form) -> str:
    """Ask for another address: nothing changes before somebody reads the mail that goes there."""
    wanted = form.stripped("email")
    api().send("POST", f"{ME}/email", {"email": wanted, "password": form.text("password")})
    said: str = _(
        "Kijk in je mail op %(address)s: pas als je daar op de knop drukt, verandert je adres.", address=wanted
    )
    return said


def _wrong(problem: ApiProblem) -> bool:
    return problem.code == "wrong-password"
