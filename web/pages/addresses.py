"""A change of e-mail address: confirmed from the new address, or undone from the old one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from web import session
from web.api import IDENTITY, ApiProblem, api
from web.forms import Form, Forms

page = Blueprint("addresses", __name__)


def refusal_at(template: str, verb: str) -> ResponseReturnValue | None:
    """Show the button, or the button again with why the link was refused; nothing once the link has worked.

    The link itself changes nothing: mail programs that open links ahead must not press it.
    """
    if request.method == "GET":
        return render_template(template, token=request.args.get("token", ""), forms=Forms())
    form = Form.posted("address")
    try:
        api().prove(f"{IDENTITY}/people/{verb}", {"token": form.stripped("token")})
    except ApiProblem as problem:
        refused = form.refused(problem, stands_alone=True)
        return render_template(template, token=form.text("token"), forms=Forms(refused)), problem.status
    return None


@page.route("/email-bevestigen", methods=["GET", "POST"])
def confirm() -> ResponseReturnValue:
    """From the new address: it is mine."""
    if shown := refusal_at("confirm_address.html", "_confirm-email"):
        return shown
    flash(_("Je nieuwe e-mailadres is bevestigd. Log er voortaan mee in."))
    return redirect(url_for("mine.mine" if session.person_id() else "account.log_in"), 303)


@page.route("/email-herstellen", methods=["GET", "POST"])
def undo() -> ResponseReturnValue:
    """From the old address: it was not me. Every session ends, so this browser's does too."""
    if shown := refusal_at("undo_address.html", "_undo-email"):
        return shown
    session.log_out()
    flash(
        _("Je oude e-mailadres is terug en iedereen is uitgelogd. In je mail staat hoe je een nieuw wachtwoord kiest.")
    )
    return redirect(url_for("account.log_in"), 303)
