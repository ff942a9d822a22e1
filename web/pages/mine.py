"""Mine: my ideas and drafts, my werkkringen and where I take part."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.api import EXPERIMENTS, IDEAS, IDENTITY, Json, api
from web.session import person_id
from web.tasks import tasks_of

page = Blueprint("mine", __name__)


def my_werkkringen() -> list[Json]:
    """The werkkringen that the visitor is a member of today."""
    if person_id() is None:
        return []
    found = api().items(f"{IDENTITY}/werkkringen", limit=200)
    return [one for one in found if (one.get("membership") or {}).get("state") == "active"]


@page.get("/mijn")
def mine() -> ResponseReturnValue:
    """Everything of mine on one page; a part that does not answer is left out and said so."""
    if person_id() is None:
        return redirect(url_for("account.log_in", next=url_for(".mine")))
    me = api().get(f"{IDENTITY}/people/me")
    ideas = [one for one in api().items(f"{IDEAS}/ideas", mine="true", limit=200) if one.get("authorId") == person_id()]
    return render_template(
        "mine.html",
        me=me,
        tasks=tasks_of(me),
        drafts=[one for one in ideas if one.get("state") == "draft"],
        ideas=[one for one in ideas if one.get("state") != "draft"],
        werkkringen=my_werkkringen(),
        proeftuinen=api().items(f"{EXPERIMENTS}/proeftuinen", mine="true", limit=200),
    )
