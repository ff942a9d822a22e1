"""Ideas: the list, one idea, and everything one can do to it. Writing one is in `idea_drafts`."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from web.api import EXPERIMENTS, IDEAS, SHARING, ApiProblem, Json, api
from web.deeds import answered
from web.forms import Form, Forms
from web.names import Names
from web.pages import idea_drafts
from web.pages.idea_deeds import DEEDS
from web.pages.mine import my_werkkringen
from web.pictures.lineage import Node, lineage
from web.roles import has_role
from web.session import person_id

page = Blueprint("ideas", __name__)
idea_drafts.register(page)
FILTERS = ("q", "state", "theme", "municipality")


@page.get("/ideeen")
def all_ideas() -> ResponseReturnValue:
    """The list with its filters."""
    chosen = {name: request.args.get(name, "").strip() for name in FILTERS}
    answer = api().get(f"{IDEAS}/ideas", limit=20, cursor=request.args.get("cursor"), **chosen)
    calls = api().items(f"{IDEAS}/calls", state="open", limit=5)
    return render_template("ideas.html", answer=answer, calls=calls, chosen=chosen, filtered=any(chosen.values()))


@page.get("/ideeen/<uuid:idea_id>")
def one(idea_id: UUID) -> ResponseReturnValue:
    """One idea."""
    return show(idea_id)


def show(idea_id: UUID, sent: Form | None = None) -> str:
    """The page of one idea, with the form that was just refused, if any."""
    base = f"{IDEAS}/ideas/{idea_id}"
    idea = api().get(base)
    comments = api().items(f"{base}/comments", limit=200)
    history = api().items(f"{base}/history")
    threads = [(top, [c for c in comments if c.get("parentId") == top.get("id")]) for top in _tops(comments)]
    tasks = _tasks(base, idea)
    sees = person_id() is not None and (idea.get("authorId") == person_id() or tasks["steward"])
    wanting = api().items(f"{base}/interests", limit=200) if sees else []
    return render_template(
        "idea.html",
        idea=idea,
        threads=threads,
        history=history,
        lineage=_way(idea),
        names=Names(idea, comments, history, wanting),
        mine=idea.get("authorId") == person_id() is not None,
        werkkringen=my_werkkringen() if idea.get("state") == "open" else [],
        forms=Forms(sent),
        wanting=wanting,
        call=api().maybe(f"{IDEAS}/calls/{idea['callId']}") if idea.get("callId") else {},
        **tasks,
    )


def _way(idea: Json) -> list[Node]:
    """What became of it, as far as that went."""
    place = idea.get("proeftuinId")
    if not place:
        return lineage(idea=idea)
    publications = api().items(f"{SHARING}/publications", proeftuinId=place, limit=1)
    return lineage(idea=idea, proeftuin=api().maybe(f"{EXPERIMENTS}/proeftuinen/{place}"), publications=publications)


def _tasks(base: str, idea: Json) -> dict[str, object]:
    """What stewards and moderators may do here, and what they need to know for it."""
    steward, moderator = has_role("steward"), has_role("moderator")
    mine = idea.get("authorId") == person_id() is not None
    told = idea.get("state") == "hidden" and (mine or moderator)
    merging = steward and idea.get("state") in ("open", "parked")
    similar = idea_drafts.alike(idea.get("title"), idea.get("what")) if merging else []
    return {
        "steward": steward,
        "moderator": moderator,
        "similar": [one for one in similar if one.get("id") != idea.get("id")],
        "appeals": api().items(f"{base}/appeals") if told else [],
    }


def _tops(comments: list[Json]) -> list[Json]:
    known = {comment.get("id") for comment in comments}
    return [comment for comment in comments if comment.get("parentId") not in known]


@page.post("/ideeen/<uuid:idea_id>/adopt")
def adopt(idea_id: UUID) -> ResponseReturnValue:
    """Make a proeftuin of it; the proeftuin appears in moments, so its page knows to wait."""
    form = Form.posted("adopt")
    body = {"werkkringId": form.id("werkkringId")} if form.text("werkkringId") else {}
    try:
        answer = api().send("POST", f"{IDEAS}/ideas/{idea_id}/_adopt", body, once=form.text("once"))
    except ApiProblem as problem:
        return show(idea_id, form.refused(problem)), problem.status
    flash(_("Het idee is geadopteerd. Dit is jullie proeftuin in aanleg."))
    return redirect(url_for("proeftuinen.one", proeftuin_id=answer.get("proeftuinId"), nieuw=1), 303)


@page.get("/ideeen/<uuid:idea_id>/versies")
def revisions(idea_id: UUID) -> ResponseReturnValue:
    """What it said before."""
    base = f"{IDEAS}/ideas/{idea_id}"
    return render_template("idea_revisions.html", idea=api().get(base), revisions=api().items(f"{base}/revisions"))


@page.post("/ideeen/<uuid:idea_id>/weggooien")
def discard(idea_id: UUID) -> ResponseReturnValue:
    """A draft goes for good, and its page with it."""
    form = Form.posted("discard")
    try:
        api().send("DELETE", f"{IDEAS}/ideas/{idea_id}")
    except ApiProblem as problem:
        return show(idea_id, form.refused(problem)), problem.status
    flash(_("Weggegooid. Niemand kan het meer lezen."))
    return redirect(url_for("mine.mine"), 303)


@page.route("/ideeen/<uuid:idea_id>/<deed>", methods=["GET", "POST"])
def act(idea_id: UUID, deed: str) -> ResponseReturnValue:
    """Any other deed; a refusal shows the page again with what was typed."""
    back = url_for("moderation.desk") if request.form.get("next") == "desk" else url_for(".one", idea_id=idea_id)
    return answered(DEEDS, deed, f"{IDEAS}/ideas/{idea_id}", lambda form: show(idea_id, form), back)
