"""The queue of appeals against being kept out of a proeftuin; deciding is done on the proeftuin's own page."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.api import EXPERIMENTS, api
from web.errors import page_for
from web.names import Names
from web.roles import has_role
from web.session import person_id

page = Blueprint("appeals", __name__)


@page.get("/bezwaren")
def waiting() -> ResponseReturnValue:
    """What waits, oldest first."""
    if person_id() is None:
        return redirect(url_for("account.log_in", next=url_for(".waiting")))
    if not (has_role("moderator") or has_role("steward")):
        return page_for(403)
    answer = api().get(f"{EXPERIMENTS}/appeals", limit=50, cursor=request.args.get("cursor"))
    return render_template("appeals.html", answer=answer, names=Names(answer["items"]))
