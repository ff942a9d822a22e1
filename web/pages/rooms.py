"""What the pages of one proeftuin share: where it is asked for, who looks, and how its rooms are shown."""

from __future__ import annotations

from flask import render_template, request

from web.api import EXPERIMENTS, Json, api
from web.forms import Form, Forms
from web.names import Names
from web.session import person_id

LEAF = 200


def address(proeftuin_id: object) -> str:
    """Where the service knows it."""
    return f"{EXPERIMENTS}/proeftuinen/{proeftuin_id}"


def leaf(path: str) -> Json:
    """One leaf of a long list that the page can do without, as it was asked for; `cards.further` leads to the next."""
    return {"items": [], **api().maybe(path, limit=LEAF, cursor=request.args.get("cursor"))}


def part_in(proeftuin: Json) -> dict[str, bool]:
    """Whether the reader takes part, and whether he holds it."""
    me, reader = proeftuin.get("me") or {}, person_id()
    holds = reader is not None and (bool(me.get("holder")) or reader in (proeftuin.get("holderIds") or []))
    return {"holder": holds, "participant": bool(me.get("stintId")) and reader is not None}


def present(stints: list[Json]) -> list[str]:
    """Who takes part now, as far as the reader may know."""
    return [str(one["personId"]) for one in stints if one.get("personId") and not one.get("endedAt")]


def shown(template: str, proeftuin: Json, sent: Form | None, people: object = None, **facts: object) -> str:
    """A room: one subject of a proeftuin on a page of its own. `people` is whatever names somebody in it.

    Its forms go to `.act` of the same pages, at the address `where`.
    """
    facts = {"act": ".act", "where": {"proeftuin_id": proeftuin.get("id")}, **facts}
    return render_template(
        template,
        it=proeftuin,
        forms=Forms(sent),
        names=Names(proeftuin, people),
        unfinished=proeftuin.get("state") not in ("completed", "stopped"),
        **part_in(proeftuin),
        **facts,
    )
