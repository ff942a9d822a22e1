"""One's own clients: websites, apps and machines that connect, each with a secret that is shown once."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from web.api import IDENTITY, ApiProblem, Json, api
from web.forms import Form, Forms
from web.pages.integrators import for_integrators

page = Blueprint("keys", __name__)
CLIENTS = f"{IDENTITY}/clients"
KINDS = ("confidential", "public", "machine")


@page.route("/integratoren/sleutels", methods=["GET", "POST"])
@for_integrators
def mine() -> ResponseReturnValue:
    """The list, a form for another one, and a new secret or an end for each."""
    form = Form.posted(request.form.get("do", ""))
    try:
        if form.name == "register":
            return once(api().send("POST", CLIENTS, facts(form)))
        if form.name == "rotate":
            return once(api().send("POST", f"{CLIENTS}/{form.id('which')}/_rotate"))
        if form.name == "delete":
            api().send("DELETE", f"{CLIENTS}/{form.id('which')}")
            flash(_("Weg. Wat ermee binnen was, is er nu uit."))
            return redirect(url_for(".mine"), 303)
    except ApiProblem as problem:
        return shown(form.refused(problem)), problem.status
    return shown()


def facts(form: Form) -> Json:
    """What was filled in, addresses line by line."""
    addresses = [line.strip() for line in form.text("redirectUris").splitlines() if line.strip()]
    said = {"name": form.stripped("name"), "kind": form.text("kind"), "scopes": form.chosen("scopes")}
    return {**said, "redirectUris": addresses}


def shown(form: Form | None = None) -> str:
    return render_template("keys.html", forms=Forms(form), clients=api().items(CLIENTS), kinds=KINDS)


def once(client: Json) -> str:
    """Its secret, this once; an app or a page has none."""
    told = [(_("Naam"), client["name"]), ("client_id", client["id"])]
    told += [("client_secret", client["secret"])] if client.get("secret") else []
    return render_template("secret_once.html", told=told, back=url_for(".mine"))
