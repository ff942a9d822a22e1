"""Knowledge: what proeftuinen shared, as a list and one by one."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.api import EXPERIMENTS, SHARING, ApiProblem, api
from web.errors import waiting
from web.names import Names

page = Blueprint("publications", __name__)
FILTERS = ("q", "kind", "language", "theme", "proeftuinId", "werkkringId")


@page.get("/kennis")
def all_publications() -> ResponseReturnValue:
    """The list with its filters."""
    chosen = {name: request.args.get(name, "").strip() for name in FILTERS}
    answer = api().get(f"{SHARING}/publications", limit=20, cursor=request.args.get("cursor"), **chosen)
    return render_template(
        "publications.html", answer=answer, chosen=chosen, filtered=any(chosen.values()), names=Names(answer)
    )


@page.get("/publicaties/<uuid:publication_id>")
def one(publication_id: UUID) -> ResponseReturnValue:
    """One publication, where it comes from and how to use it."""
    try:
        it = api().get(f"{SHARING}/publications/{publication_id}")
    except ApiProblem as problem:
        if problem.not_known_yet or (problem.status == 404 and "nieuw" in request.args):
            return waiting("publication")
        raise
    proeftuin = api().maybe(f"{EXPERIMENTS}/proeftuinen/{it['proeftuinId']}") if it.get("proeftuinId") else {}
    elsewhere = api().items(f"{SHARING}/publications/{publication_id}/deliveries")
    stands = [
        one for one in elsewhere if one.get("state") == "delivered" and str(one.get("url", "")).startswith("http")
    ]
    return render_template("publication.html", it=it, proeftuin=proeftuin, stands=stands, names=Names(it))


@page.get("/kennis/<uuid:publication_id>")
def elsewhere(publication_id: UUID) -> ResponseReturnValue:
    """Below the list, where people look for it."""
    return redirect(url_for(".one", publication_id=publication_id), 301)
