"""Ideas: the list, one idea, and everything one can do to it. Writing one is in `idea_drafts`."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from web.api import IDEAS, ApiProblem, Json, api
from web.deeds import Deed, do
from web.forms import Form, Forms
from web.names import Names
from web.pages import idea_drafts
from web.pages.mine import my_werkkringen
from web.pictures.lineage import lineage
from web.session import person_id

page = Blueprint("ideas", __name__)
idea_drafts.register(page)
FILTERS = ("q", "state", "theme", "municipality")


def _interest(form: Form) -> Json:
    offer = form.stripped("offer")
    return {"kind": form.text("kind"), **({"offer": offer} if offer else {})}


def _comment(form: Form) -> Json:
    parent = {"parentId": form.id("parentId")} if form.text("parentId") else {}
    return {"body": form.stripped("body"), **parent}


def _reason(form: Form) -> Json:
    return {"reason": form.stripped("reason")}


DEEDS = {
    "interest": Deed(
        "PUT", "/interests/me", _l("Dank je. Iedereen kan zien dat dit idee groeit."), _interest, "meedoen"
    ),
    "drop": Deed("DELETE", "/interests/me", _l("Je belangstelling is ingetrokken."), anchor="meedoen"),
    "comment": Deed("POST", "/comments", _l("Je reactie staat erbij."), _comment, "reacties"),
    "submit": Deed("POST", "/_submit", _l("Je idee is ingebracht. Nu kunnen anderen zeggen dat ze meedoen.")),
    "withdraw": Deed("POST", "/_withdraw", _l("Je idee is ingetrokken."), _reason),
}


@page.get("/ideeen")
def all_ideas() -> ResponseReturnValue:
    """The list with its filters."""
    chosen = {name: request.args.get(name, "").strip() for name in FILTERS}
    answer = api().get(f"{IDEAS}/ideas", limit=20, cursor=request.args.get("cursor"), **chosen)
    return render_template("ideas.html", answer=answer, chosen=chosen, filtered=any(chosen.values()))


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
    return render_template(
        "idea.html",
        idea=idea,
        threads=threads,
        history=history,
        lineage=lineage(idea=idea),
        names=Names(idea, comments, history),
        mine=idea.get("authorId") == person_id() is not None,
        werkkringen=my_werkkringen() if idea.get("state") == "open" else [],
        forms=Forms(sent),
    )


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


@page.post("/ideeen/<uuid:idea_id>/<deed>")
def act(idea_id: UUID, deed: str) -> ResponseReturnValue:
    """Any other deed; a refusal shows the page again with what was typed."""
    form = Form.posted(deed)
    try:
        done, _answer = do(DEEDS, deed, f"{IDEAS}/ideas/{idea_id}", form)
    except ApiProblem as problem:
        return show(idea_id, form.refused(problem)), problem.status
    return redirect(url_for(".one", idea_id=idea_id, _anchor=done.anchor or None), 303)


@page.get("/ideeen/<uuid:idea_id>/<deed>")
def back(idea_id: UUID, deed: str) -> ResponseReturnValue:
    """A deed's address asked for as a page (after a refusal somebody presses Enter in the address bar)."""
    return redirect(url_for(".one", idea_id=idea_id))
