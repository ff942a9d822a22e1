"""One's own subscriptions over AMQP: a login and a queue each, with a password that is shown once."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from web.api import SHARING, ApiProblem, Json, api
from web.forms import Form, Forms
from web.pages.integrators import for_integrators

page = Blueprint("amqp", __name__)
SUBSCRIPTIONS = f"{SHARING}/amqp-subscriptions"


@page.route("/integratoren/amqp", methods=["GET", "POST"])
@for_integrators
def mine() -> ResponseReturnValue:
    """The list, a form for another one, and a new password or an end for each."""
    form = Form.posted(request.form.get("do", ""))
    try:
        if form.name == "subscribe":
            wanted = {"name": form.stripped("name"), "types": form.listed("types")}
            return once(api().send("POST", SUBSCRIPTIONS, wanted))
        if form.name == "rotate":
            return once(api().send("POST", f"{SUBSCRIPTIONS}/{form.id('which')}/_rotate"))
        if form.name == "delete":
            api().send("DELETE", f"{SUBSCRIPTIONS}/{form.id('which')}")
            flash(_("Weg, met wat er nog in de wachtrij stond."))
            return redirect(url_for(".mine"), 303)
    except ApiProblem as problem:
        return shown(form.refused(problem)), problem.status
    return shown()


def shown(form: Form | None = None) -> str:
    return render_template("amqp.html", forms=Forms(form), subscriptions=api().items(SUBSCRIPTIONS))


def once(made: Json) -> str:
    """With what one connects; the password this once."""
    names = [(_("Naam"), "name"), (_("Adres"), "address"), (_("Gebruiker"), "user"), (_("Wachtrij"), "queue")]
    told = [(label, made[name]) for label, name in names] + [(_("Wachtwoord"), made["password"])]
    return render_template("secret_once.html", told=told, back=url_for(".mine"))
