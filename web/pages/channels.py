"""What editors see of the channels: what waits or is stuck on each, why, where it stands, and what they decide."""

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

page = Blueprint("channels", __name__)
STUCK = ("parked", "removed-there")
UNDER_WAY = ("unknown", "waiting", "pending", "sending")
ASKED = ("channel", "state")


def why(form: Form) -> Json:
    reason = form.stripped("reason")
    return {"reason": reason} if reason else {}


DEEDS = {
    "resend": Deed("POST", "/_resend", _l("Het gaat opnieuw op weg."), why),
    "discard": Deed("POST", "/_discard", _l("Je laat het zo. Het gaat niet meer naar dit kanaal."), why),
}
GO_ON = {"resume": Deed("POST", "/_resume", _l("Het kanaal gaat weer verder."))}


@page.get("/redactie/kanalen")
def desk() -> ResponseReturnValue:
    """Each channel, and what is stuck on it before what only waits."""
    if person_id() is None:
        return redirect(url_for("account.log_in", next=url_for(".desk")))
    return show() if has_role("editor") else page_for(403)


def show(sent: Form | None = None) -> str:
    """The desk, with the form that was just refused, if any."""
    chosen = {name: request.args.get(name, "").strip() for name in ASKED}
    answer = api().get(f"{SHARING}/channels/deliveries", limit=50, cursor=request.args.get("cursor"), **chosen)
    return render_template(
        "desk_channels.html",
        channels=api().items(f"{SHARING}/channels"),
        answer=answer,
        chosen=chosen,
        stuck=[one for one in answer["items"] if one["state"] in STUCK],
        under_way=[one for one in answer["items"] if one["state"] not in STUCK],
        states=(*STUCK, *UNDER_WAY),
        forms=Forms(sent),
    )


@page.post("/redactie/kanalen/<channel>/<uuid:publication_id>/<deed>")
def decide(channel: str, publication_id: UUID, deed: str) -> ResponseReturnValue:
    """Send it again, or let it be; a refusal shows the desk again with what was typed."""
    form = Form.posted(f"{deed}-{channel}-{publication_id}")
    try:
        do(DEEDS, deed, f"{SHARING}/publications/{publication_id}/deliveries/{channel}", form)
    except ApiProblem as problem:
        return show(form.refused(problem)), problem.status
    return redirect(url_for(".desk"), 303)


@page.post("/redactie/kanalen/<channel>/<deed>")
def go_on(channel: str, deed: str) -> ResponseReturnValue:
    """Let a channel that stands still go on."""
    form = Form.posted(f"{deed}-{channel}")
    try:
        do(GO_ON, deed, f"{SHARING}/channels/{channel}", form)
    except ApiProblem as problem:
        return show(form.refused(problem)), problem.status
    return redirect(url_for(".desk"), 303)
