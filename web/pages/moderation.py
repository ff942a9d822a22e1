"""The moderators' desk: what readers reported, what waits for a first look, and who asks again."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from web.api import IDEAS, api
from web.deeds import Deed, answered
from web.errors import page_for
from web.forms import Form, Forms
from web.names import Names
from web.pages.idea_deeds import reason
from web.roles import has_role
from web.session import person_id

page = Blueprint("moderation", __name__)
DEEDS = {
    "dismiss": Deed(
        "POST", "/_dismiss", _l("De melding is afgehandeld: het blijft staan. Wie meldde, leest waarom."), reason
    )
}


@page.get("/moderatie")
def desk() -> ResponseReturnValue:
    """Three queues, the oldest first."""
    if person_id() is None:
        return redirect(url_for("account.log_in", next=url_for(".desk")))
    return show() if has_role("moderator") else page_for(403)


def show(sent: Form | None = None) -> str:
    """The desk, with the form that was just refused, if any."""
    queues = {name: api().get(f"{IDEAS}/{name}", limit=50)["items"] for name in ("reports", "held", "appeals")}
    ideas = {one.get("ideaId") for queue in queues.values() for one in queue}
    return render_template(
        "desk_moderation.html",
        queues=queues,
        ideas={one: api().maybe(f"{IDEAS}/ideas/{one}") for one in ideas},
        said={
            one["id"]: api().maybe(f"{IDEAS}/ideas/{one['ideaId']}/comments/{one['commentId']}")
            for one in queues["reports"]
            if one.get("commentId")
        },
        names=Names(*queues.values()),
        forms=Forms(sent),
    )


@page.route("/moderatie/<uuid:report_id>/<deed>", methods=["GET", "POST"])
def act(report_id: UUID, deed: str) -> ResponseReturnValue:
    """Say of a report that it stays."""
    return answered(DEEDS, deed, f"{IDEAS}/reports/{report_id}", show, url_for(".desk"))
