"""What the pages of one proeftuin share: where it is asked for, who looks, and how its rooms are shown."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from web.api import EXPERIMENTS, Json, api
from web.forms import Form, Forms
from web.names import Names
from web.session import person_id

LEAF = 200
CURSORS = {"cursor", "rondecursor", "waardecursor"}


def address(proeftuin_id: object) -> str:
    """Where the service knows it."""
    return f"{EXPERIMENTS}/proeftuinen/{proeftuin_id}"


def leaf(path: str, key: str = "cursor", *, limit: int | None = None) -> Json:
    """One leaf of a long list that the page can do without, as it was asked for; `cards.further` leads to the next.

    A page of several lists turns each by a `key` of its own; all of them are called after a cursor.
    """
    return {"items": [], **api().maybe(path, limit=limit or LEAF, cursor=request.args.get(key))}


def leaves_open() -> dict[str, Any]:
    """Which leaves the reader has before him: his forms, and what comes after them, keep them so."""
    return {key: value for key, value in request.args.items() if key in CURSORS and value}


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
    facts = {"act": ".act", "where": {"proeftuin_id": proeftuin.get("id"), **leaves_open()}, **facts}
    return render_template(
        template,
        it=proeftuin,
        forms=Forms(sent),
        names=Names(proeftuin, people),
        unfinished=proeftuin.get("state") not in ("completed", "stopped"),
        **part_in(proeftuin),
        **facts,
    )
