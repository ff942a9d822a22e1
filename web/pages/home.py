"""The home page: what grows now, what was learned lately, which ideas are open."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from web.api import EXPERIMENTS, IDEAS, SHARING, api
from web.pictures.garden import garden

page = Blueprint("home", __name__)


@page.get("/")
def home() -> ResponseReturnValue:
    """Each part is asked for on its own: one service that is down leaves the others readable."""
    proeftuinen = api().items(f"{EXPERIMENTS}/proeftuinen", limit=12)
    ideas = api().items(f"{IDEAS}/ideas", state="open", limit=12)
    publications = api().items(f"{SHARING}/publications", limit=4)
    calls = api().items(f"{EXPERIMENTS}/calls", state="open", limit=4)
    growing = [one for one in proeftuinen if one.get("state") not in {"completed", "stopped"}]
    return render_template(
        "home.html",
        garden=garden(growing, len(ideas)),
        proeftuinen=growing[:6],
        calls=calls,
        asked=api().items(f"{IDEAS}/calls", state="open", limit=4),
        ideas=ideas[:4],
        publications=publications,
    )


@page.get("/health/live")
def live() -> ResponseReturnValue:
    """Only that this process answers; the services have their own."""
    return {"status": "ok"}
