"""What one may always ask: all that is kept of oneself, as one file; and to be forgotten."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shared.clock import today
from web import session
from web.api import IDENTITY, ApiProblem, api
from web.bundle import bundle
from web.errors import waiting
from web.forms import Form, Forms

page = Blueprint("my_data", __name__)
ME = f"{IDENTITY}/people/me"
HELD = "/proeftuinen/"


@page.route("/mijn/gegevens", methods=["GET", "POST"])
def my_data() -> ResponseReturnValue:
    """What can be asked; the button asks it."""
    if session.person_id() is None:
        return redirect(url_for("account.log_in", next=url_for(".my_data")))
    form = Form.posted("export")
    if not form.typed:
        return render_template("my_data.html", forms=Forms(), index=None)
    asked = api().send("POST", f"{ME}/_export")
    return redirect(url_for(".one_export", export_id=asked.get("id")), 303)


@page.get("/mijn/gegevens/<uuid:export_id>")
def one_export(export_id: UUID) -> ResponseReturnValue:
    """Wait until every service has given its part, then offer them as one file."""
    index = api().get(f"{ME}/exports/{export_id}")
    if index.get("state") != "ready":
        return waiting("export")
    return render_template("my_data.html", forms=Forms(), index=index)


@page.get("/mijn/gegevens/<uuid:export_id>/zip")
def download(export_id: UUID) -> ResponseReturnValue:
    """Everything as one file, to read and for machines."""
    index = api().get(f"{ME}/exports/{export_id}")
    name = f"proeftuin-{today().isoformat()}.zip"
    return send_file(bundle(index), mimetype="application/zip", as_attachment=True, download_name=name)


@page.route("/mijn/wissen", methods=["GET", "POST"])
def erase() -> ResponseReturnValue:
    """What goes and what stays, and the one button that does it."""
    if session.person_id() is None:
        return redirect(url_for("account.log_in", next=url_for(".erase")))
    form = Form.posted("erase")
    if not form.typed:
        return render_template("erase.html", forms=Forms(), held=[])
    if not form.text("password"):
        return render_template("erase.html", forms=Forms(form.wrong(password=_("Vul dit in."))), held=[]), 400
    try:
        api().send("DELETE", ME, {"password": form.text("password")})
    except ApiProblem as problem:
        held = [one.pointer.removeprefix(HELD) for one in problem.errors if one.pointer.startswith(HELD)]
        problem.errors = [one for one in problem.errors if not one.pointer.startswith(HELD)]
        return render_template("erase.html", forms=Forms(form.refused(problem)), held=held), problem.status
    session.log_out()
    flash(_("Je account is gewist. Bedankt voor wat je deelde."))
    return redirect(url_for("home.home"), 303)
