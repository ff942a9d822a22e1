"""The story of a proeftuin: everything that happened, from its beginning, month by month."""

from __future__ import annotations

from itertools import groupby
from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from web.api import EXPERIMENTS, Json, api
from web.happened import STORY
from web.names import Names
from web.times import month_of

page = Blueprint("story", __name__)
AT_ONCE = 100


@page.get("/proeftuinen/<uuid:proeftuin_id>/verhaal")
def story(proeftuin_id: UUID) -> ResponseReturnValue:
    """One page of the story, all of it or one thread; oldest first unless asked otherwise."""
    base = f"{EXPERIMENTS}/proeftuinen/{proeftuin_id}"
    thread = request.args.get("draad", "")
    newest = request.args.get("volgorde") == "nieuwste"
    asked = {"kinds": STORY.get(thread, ("", ""))[1], "order": "newest" if newest else "", "limit": AT_ONCE}
    proeftuin = api().get(base)
    answer = api().get(f"{base}/timeline", cursor=request.args.get("cursor"), **asked)
    entries: list[Json] = answer.get("items") or []
    return render_template(
        "story.html",
        threads=STORY,
        it=proeftuin,
        answer=answer,
        months=[(month, list(found)) for month, found in groupby(entries, lambda entry: month_of(entry.get("at")))],
        names=Names(entries),
        chosen={"draad": thread, "volgorde": "nieuwste" if newest else ""},
    )
