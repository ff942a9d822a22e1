"""Proeftuinen: the list and the page of one. What its buttons do stands in `proeftuin_deeds`."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from shared.clock import today
from web.api import EXPERIMENTS, IDEAS, IDENTITY, SHARING, ApiProblem, Json, api
from web.closing import Line, checklist
from web.deeds import answered
from web.errors import waiting
from web.forms import Form, Forms
from web.happened import TURNS
from web.names import Names
from web.pages.access import access
from web.pages.measuring import measured
from web.pages.mine import my_werkkringen
from web.pages.proeftuin_deeds import DEEDS
from web.pages.rooms import address, leaf, part_in
from web.pictures.composition import composition
from web.pictures.lineage import lineage
from web.pictures.money import money
from web.pictures.people import people
from web.pictures.three_years import three_years
from web.readiness import parts_of
from web.session import person_id

page = Blueprint("proeftuinen", __name__)
FILTERS = ("q", "state", "municipality", "endResultType", "seeks")
NEWS = 50
NEWEST = 8
"""How much of the story its page shows; the whole of it has a page of its own."""


@page.get("/proeftuinen")
def all_proeftuinen() -> ResponseReturnValue:
    """The list with its filters."""
    chosen = {name: request.args.get(name, "").strip() for name in FILTERS}
    answer = api().get(f"{EXPERIMENTS}/proeftuinen", limit=20, cursor=request.args.get("cursor"), **chosen)
    return render_template("proeftuinen.html", answer=answer, chosen=chosen, filtered=any(chosen.values()))


@page.get("/proeftuinen/<uuid:proeftuin_id>")
def one(proeftuin_id: UUID) -> ResponseReturnValue:
    """One proeftuin; right after adoption it may still be on its way."""
    try:
        return show(proeftuin_id)
    except ApiProblem as problem:
        if problem.not_known_yet or (problem.status == 404 and "nieuw" in request.args):
            return waiting("proeftuin")
        raise


def show(proeftuin_id: UUID, sent: Form | None = None) -> str:
    """The page of one proeftuin, with the form that was just refused, if any."""
    base = address(proeftuin_id)
    proeftuin = api().get(base)
    parts = _around(base, proeftuin)
    readiness = parts["readiness"]
    assert isinstance(readiness, dict)
    mine, entry = _for_who_may(proeftuin), access(base, proeftuin, parts["stints"])
    experiments = measured(base, proeftuin, mine)
    return render_template(
        "proeftuin.html",
        it=proeftuin,
        measured=experiments,
        **parts,
        **_pictures(proeftuin, parts),
        names=Names(proeftuin, *parts.values(), entry, [one.removals for one in experiments]),
        parts=parts_of(proeftuin, readiness),
        forms=Forms(sent),
        closing=_closing(base, proeftuin, mine),
        held=api().items(f"{base}/held-publications") if proeftuin.get("me") else [],
        stands=_elsewhere(proeftuin_id),
        **mine,
        **entry,
    )


def _elsewhere(proeftuin_id: UUID) -> dict[str, list[Json]]:
    """Where what it shares can be read on the channels, per channel; nothing while sharing does not answer."""
    found: dict[str, list[Json]] = {}
    for one in api().items(f"{SHARING}/channels/posts", proeftuinId=str(proeftuin_id), limit=20):
        if str(one.get("url", "")).startswith("http"):
            found.setdefault(one["channel"], []).append(one)
    return found


def _closing(base: str, proeftuin: Json, mine: dict[str, object]) -> list[Line]:
    """What holders still have to do before it can be completed."""
    wanted = mine["holder"] and proeftuin.get("state") == "concluding"
    return checklist(api().maybe(f"{base}/closing")) if wanted else []


def _around(base: str, proeftuin: Json) -> dict[str, Json | list[Json]]:
    """What the page can do without when a service does not answer; `updates` are the newest, whatever news is read."""
    news = leaf(f"{base}/updates", "nieuwscursor", limit=NEWS)
    found: dict[str, Json | list[Json]] = {
        "readiness": api().maybe(f"{base}/readiness"),
        "stints": api().items(f"{base}/stints", limit=200),
        "calls": api().items(f"{base}/calls", state="open", limit=50),
        "news": news,
        "updates": api().items(f"{base}/updates", limit=NEWS) if "nieuwscursor" in request.args else news["items"],
        "cycles": api().items(f"{base}/cycles", limit=50),
        "datasets": api().items(f"{base}/datasets"),
        "decisions": api().items(f"{base}/decisions", limit=50),
        "timeline": api().items(f"{base}/timeline", order="newest", limit=NEWEST),
        "turns": api().items(f"{base}/timeline", kinds=TURNS, limit=200),
        "dossiers": api().items(f"{base}/dossier/versions", limit=20),
        "publications": api().items(f"{SHARING}/publications", proeftuinId=proeftuin.get("id"), limit=50),
        "idea": api().maybe(f"{IDEAS}/ideas/{proeftuin['ideaId']}") if proeftuin.get("ideaId") else {},
    }
    return found


def _pictures(proeftuin: Json, parts: dict[str, Json | list[Json]]) -> dict[str, object]:
    updates, stints, turns = parts["updates"], parts["stints"], parts["turns"]
    idea, publications = parts["idea"], parts["publications"]
    assert isinstance(updates, list)
    assert isinstance(stints, list)
    assert isinstance(turns, list)
    assert isinstance(publications, list)
    assert isinstance(idea, dict)
    return {
        "composition": composition(proeftuin),
        "three_years": [three_years(proeftuin, updates, turns, width) for width in (720, 340)],
        "people_picture": people(proeftuin, stints),
        "money_picture": money(proeftuin.get("funding") or {}),
        "lineage": lineage(idea=idea, proeftuin=proeftuin, publications=publications),
    }


def _for_who_may(proeftuin: Json) -> dict[str, object]:
    """Lists to choose from, asked only for those who get the forms."""
    nobody: dict[str, object] = {"organisations": [], "werkkringen": [], "speaks_for": set()}
    if person_id() is None:
        return {**part_in(proeftuin), **nobody}
    organisations = api().items(f"{IDENTITY}/organisations", limit=200)
    mine = {one.get("id") for one in api().items(f"{IDENTITY}/organisations", mine="true", limit=200)}
    return {
        **part_in(proeftuin),
        "organisations": organisations,
        "werkkringen": my_werkkringen(),
        "speaks_for": mine,
        "today": today().isoformat(),
    }


@page.route("/proeftuinen/<uuid:proeftuin_id>/<deed>", methods=["GET", "POST"])
def act(proeftuin_id: UUID, deed: str) -> ResponseReturnValue:
    """Any deed; a refusal shows the page again with what was typed."""
    back = url_for(".one", proeftuin_id=proeftuin_id)
    return answered(DEEDS, deed, address(proeftuin_id), lambda form: show(proeftuin_id, form), back)
