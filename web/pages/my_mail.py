"""Which mail one gets: news gathered or not, and what cannot wait."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from web import session
from web.api import IDENTITY, ApiProblem, api
from web.forms import Form, Forms

page = Blueprint("my_mail", __name__)
CHOICES = f"{IDENTITY}/people/me/notifications"
YES_OR_NO = ("urgentByMail", "comments", "updates")


@page.route("/mijn/berichten", methods=["GET", "POST"])
def my_mail() -> ResponseReturnValue:
    """What is chosen now, to choose otherwise."""
    if session.person_id() is None:
        return redirect(url_for("account.log_in", next=url_for(".my_mail")))
    if request.method == "GET":
        return render_template("my_mail.html", forms=Forms(), chosen=api().get(CHOICES))
    form = Form.posted("mail")
    wanted = {"digest": form.text("digest"), **{name: form.ticked(name) for name in YES_OR_NO}}
    try:
        api().send("PUT", CHOICES, wanted)
    except ApiProblem as problem:
        return render_template("my_mail.html", forms=Forms(form.refused(problem)), chosen=wanted), problem.status
    flash(_("Bewaard. Zo schrijven we je voortaan."))
    return redirect(url_for(".my_mail"), 303)
