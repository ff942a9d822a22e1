"""Knowledge: everything public in one search; publications as a list, and one by one with what they said before."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.api import EXPERIMENTS, SHARING, ApiProblem, api
from web.errors import waiting
from web.roles import has_role

page = Blueprint("publications", __name__)
ASKED = ("q", "type", "theme", "municipality")
FILTERS = ("q", "kind", "language", "theme", "proeftuinId", "werkkringId")
IN_FEEDS = ("kind", "language", "theme", "proeftuinId", "werkkringId")


@page.get("/kennis")
def knowledge() -> ResponseReturnValue:
    """Everything that is public: what fits the words, or the newest."""
    chosen = {name: request.args.get(name, "").strip() for name in ASKED}
    answer = api().get(f"{SHARING}/search", limit=20, cursor=request.args.get("cursor"), **chosen)
    return render_template("knowledge.html", answer=answer, chosen=chosen, filtered=any(chosen.values()))


@page.get("/publicaties")
def all_publications() -> ResponseReturnValue:
    """The list with its filters, and feeds that hold the same."""
    chosen = {name: request.args.get(name, "").strip() for name in FILTERS}
    answer = api().get(f"{SHARING}/publications", limit=20, cursor=request.args.get("cursor"), **chosen)
    in_feed = {name: chosen[name] for name in IN_FEEDS if chosen[name]}
    return render_template(
        "publications.html", answer=answer, chosen=chosen, filtered=any(chosen.values()), in_feed=in_feed
    )


@page.get("/publicaties/<uuid:publication_id>")
def one(publication_id: UUID) -> ResponseReturnValue:
    """One publication, where it comes from and how to use it; or why it cannot be read."""
    try:
        it = api().get(f"{SHARING}/publications/{publication_id}")
    except ApiProblem as problem:
        if problem.not_known_yet or (problem.status == 404 and "nieuw" in request.args):
            return waiting("publication")
        if problem.code in ("held", "retracted"):
            return _not_readable(problem)
        raise
    proeftuin = api().maybe(f"{EXPERIMENTS}/proeftuinen/{it['proeftuinId']}") if it.get("proeftuinId") else {}
    elsewhere = api().items(f"{SHARING}/publications/{publication_id}/deliveries")
    stands = [
        one for one in elsewhere if one.get("state") == "delivered" and str(one.get("url", "")).startswith("http")
    ]
    return render_template("publication.html", it=it, proeftuin=proeftuin, stands=stands, editor=has_role("editor"))


@page.get("/publicaties/<uuid:publication_id>/versies/<int:revision>")
def revision(publication_id: UUID, revision: int) -> ResponseReturnValue:
    """What it said in one of its versions, and what became different with it."""
    base = f"{SHARING}/publications/{publication_id}"
    try:
        said = api().get(f"{base}/revisions/{revision}")
    except ApiProblem as problem:
        if problem.code in ("held", "retracted"):
            return _not_readable(problem)
        raise
    lines = api().items(f"{base}/revisions/{revision}/differences", against=revision - 1) if revision > 1 else []
    return render_template("revision.html", it=said, lines=lines, publication_id=publication_id)


@page.get("/kennis/<uuid:publication_id>")
def elsewhere(publication_id: UUID) -> ResponseReturnValue:
    """Below the list, where people look for it."""
    return redirect(url_for(".one", publication_id=publication_id), 301)


def _not_readable(problem: ApiProblem) -> ResponseReturnValue:
    """Its address says that it is held or was taken back, since when, and why where everyone may know."""
    told = {fault.code: fault.message for fault in problem.errors}
    shown = render_template("not_readable.html", code=problem.code, since=told.get("since"), why=told.get("why"))
    return make_response(shown, problem.status)
