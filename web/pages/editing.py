"""The editors' desk: what is held, what came in lately, what was taken back; each deed with a reason."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from web.api import SHARING, ApiProblem, Json, api
from web.deeds import Deed, do
from web.errors import page_for
from web.forms import Form, Forms
from web.roles import has_role
from web.session import person_id

page = Blueprint("editing", __name__)


def reason(form: Form) -> Json:
    return {"reason": form.stripped("reason")}


DEEDS = {
    "hold": Deed("POST", "/_hold", _l("Vastgehouden. Alleen redacteuren lezen het nu; de groep ziet waarom."), reason),
    "release": Deed("POST", "/_release", _l("Vrijgegeven. Iedereen kan het weer lezen.")),
    "retract": Deed("POST", "/_retract", _l("Teruggetrokken. Op het adres staat waarom."), reason),
}


@page.get("/redactie")
def desk() -> ResponseReturnValue:
    """Three queues."""
    if person_id() is None:
        return redirect(url_for("account.log_in", next=url_for(".desk")))
    return show() if has_role("editor") else page_for(403)


def show(sent: Form | None = None) -> str:
    """The desk, with the form that was just refused, if any."""
    queues = {
        state: api().get(f"{SHARING}/publications", state=state, limit=50)["items"]
        for state in ("held", "published", "retracted")
    }
    return render_template("desk_editing.html", queues=queues, forms=Forms(sent))


@page.post("/redactie/<uuid:publication_id>/<deed>")
def act(publication_id: UUID, deed: str) -> ResponseReturnValue:
    """Any of the three; a refusal shows the desk again with what was typed."""
    form = Form.posted(f"{deed}-{publication_id}")
    try:
        do(DEEDS, deed, f"{SHARING}/publications/{publication_id}", form)
    except ApiProblem as problem:
        return show(form.refused(problem)), problem.status
    back = url_for("publications.one", publication_id=publication_id)
    return redirect(back if request.form.get("next") == "publication" else url_for(".desk"), 303)
