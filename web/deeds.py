"""A deed is one button with its form: where it is sent, what it sends, and what the page says afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import abort, flash
from flask_babel import LazyString

from web.api import Json, api
from web.forms import Form


def nothing(form: Form) -> Json | None:
    """No body at all: some operations refuse even an empty one."""
    return None


@dataclass(frozen=True)
class Deed:
    """`path` stands below the address of the thing; `{which}` and `{part}` in it are hidden ids in the form."""

    method: str
    path: str
    said: LazyString
    body: Callable[[Form], Json | None] = nothing
    anchor: str = ""


def do(deeds: Mapping[str, Deed], name: str, base: str, form: Form) -> tuple[Deed, Json]:
    """Do it and remember what to say; the caller decides where to go, or shows a refusal."""
    deed = deeds.get(name) or abort(404)
    path = deed.path.format(**{key: form.id(key) for key in ("which", "part") if f"{{{key}}}" in deed.path})
    answer = api().send(deed.method, base + path, deed.body(form), once=form.text("once"), etag=form.text("etag"))
    flash(str(deed.said))
    return deed, answer
