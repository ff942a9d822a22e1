"""Calls for ideas: what is asked, until when, and which ideas answered; making one and closing it."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from shared.clock import today
from web.api import EXPERIMENTS, IDEAS, ApiProblem, Json, api
from web.deeds import Deed, answered
from web.forms import Form, Forms
from web.language import chosen
from web.names import Names
from web.pages.idea_deeds import reason
from web.roles import has_role
from web.session import person_id

page = Blueprint("calls", __name__)
DEEDS = {"close": Deed("POST", "/_close", _l("De oproep is gesloten. Wat er binnenkwam blijft staan."), reason)}


@page.get("/oproepen")
def all_calls() -> ResponseReturnValue:
    """What is asked now first, then what was asked before."""
    answer = api().get(f"{IDEAS}/calls", limit=20, cursor=request.args.get("cursor"))
    return render_template("calls.html", answer=answer, steward=has_role("steward"))


@page.get("/oproepen/<uuid:call_id>")
def one(call_id: UUID) -> ResponseReturnValue:
    """One call with the ideas that answered it."""
    return show(call_id)


def show(call_id: UUID, sent: Form | None = None) -> str:
    """The page of one call, with the form that was just refused, if any."""
    call = api().get(f"{IDEAS}/calls/{call_id}")
    proeftuin = _proeftuin(call.get("proeftuinId"))
    return render_template(
        "call.html",
        it=call,
        proeftuin=proeftuin,
        answers=api().items(f"{IDEAS}/ideas", callId=call_id, limit=50),
        names=Names(call, {"personId": call.get("createdBy")}),
        may_close=call.get("state") != "closed" and (has_role("steward") or _holds(proeftuin)),
        forms=Forms(sent),
    )


def _proeftuin(proeftuin_id: object) -> Json:
    return api().maybe(f"{EXPERIMENTS}/proeftuinen/{proeftuin_id}") if proeftuin_id else {}


def _holds(proeftuin: Json) -> bool:
    return person_id() is not None and person_id() in (proeftuin.get("holderIds") or [])


@page.route("/oproepen/nieuw", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """For the WIN office, and for who holds the proeftuin that it is for."""
    if person_id() is None:
        return redirect(url_for("account.log_in", next=request.full_path.rstrip("?")))
    if request.method == "GET":
        return render_new(Form("call"))
    form = Form.posted("call")
    try:
        made = api().send("POST", f"{IDEAS}/calls", asked(form), once=form.text("once"))
    except ApiProblem as problem:
        return render_new(form.refused(problem, stands_alone=True)), problem.status
    opened = made.get("state") == "open"
    flash(
        _("De oproep staat open. Nu kan iedereen een idee inbrengen.")
        if opened
        else _("De oproep staat klaar, en gaat vanzelf open.")
    )
    return redirect(url_for(".one", call_id=made.get("id")), 303)


def render_new(form: Form) -> str:
    """The form for a call."""
    asked_for = form.text("proeftuinId", request.args.get("proeftuin", ""))
    proeftuin = _proeftuin(asked_for) if request.method == "GET" else {}
    return render_template(
        "call_form.html", proeftuin_id=asked_for, proeftuin=proeftuin, today=today().isoformat(), forms=Forms(form)
    )


def asked(form: Form) -> Json:
    """What was typed, in the service's words."""
    said = {name: form.stripped(name) for name in ("title", "question", "opensOn", "closesOn", "proeftuinId")}
    return {**{name: value for name, value in said.items() if value}, "language": form.text("language") or chosen()}


@page.route("/oproepen/<uuid:call_id>/<deed>", methods=["GET", "POST"])
def act(call_id: UUID, deed: str) -> ResponseReturnValue:
    """Close it before its last day."""
    back = url_for(".one", call_id=call_id)
    return answered(DEEDS, deed, f"{IDEAS}/calls/{call_id}", lambda form: show(call_id, form), back)
