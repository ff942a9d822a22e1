"""For who connects other systems: what there is, every public event, and the way to one's own keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.api import SHARING, api
from web.errors import page_for
from web.roles import has_role
from web.session import person_id

page = Blueprint("integrators", __name__)
DOCUMENTS = ("identity", "ideas", "experiments", "sharing")
P = ParamSpec("P")


def may_connect() -> bool:
    """Whether who is logged in may have keys of his own."""
    return has_role("integrator") or has_role("admin")


def for_integrators(show: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """A page with keys: log in first; who may have none is told how to get there."""

    @wraps(show)
    def guarded(*given: P.args, **named: P.kwargs) -> ResponseReturnValue:
        if person_id() is None:
            return redirect(url_for("account.log_in", next=request.path))
        return show(*given, **named) if may_connect() else page_for(403)

    return guarded


@page.get("/integratoren")
def overview() -> str:
    """What can be read, followed and connected, and where it is described."""
    return render_template("integrators.html", documents=DOCUMENTS, may_connect=may_connect())


@page.get("/integratoren/gebeurtenissen")
def events() -> str:
    """Every public event: when it is said, about what, and the address of its schema."""
    asked = request.args.get("q", "").strip().lower()
    known = api().get(f"{SHARING}/event-types")["items"]
    found = [one for one in known if asked in f"{one['routingKey']} {one['description']}".lower()]
    speakers = {one["speaker"]: [each for each in found if each["speaker"] == one["speaker"]] for one in found}
    return render_template("events_catalogue.html", speakers=speakers, asked=asked)
