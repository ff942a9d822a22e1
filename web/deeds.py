"""A deed is one button with its form: where it is sent, what it sends, and what the page says afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import LazyString

from web.api import ApiProblem, Json, api
from web.forms import Form

IDS = ("which", "part", "personId")


def nothing(form: Form) -> Json | None:
    """No body at all: some operations refuse even an empty one."""
    return None


@dataclass(frozen=True)
class Deed:
    """`path` stands below the address of the thing; names of `IDS` in it are ids that came with the form."""

    method: str
    path: str
    said: LazyString
    body: Callable[[Form], Json | None] = nothing
    anchor: str = ""


def do(deeds: Mapping[str, Deed], name: str, base: str, form: Form) -> tuple[Deed, Json]:
    """Do it and remember what to say; the caller decides where to go, or shows a refusal."""
    deed = deeds.get(name) or abort(404)
    path = deed.path.format(**{key: form.id(key) for key in IDS if f"{{{key}}}" in deed.path})
    answer = api().send(deed.method, base + path, deed.body(form), once=form.text("once"), etag=form.text("etag"))
    flash(str(deed.said))
    return deed, answer


def answered(
    deeds: Mapping[str, Deed], name: str, base: str, show: Callable[[Form], str], back: str
) -> ResponseReturnValue:
    """A deed of the page at `back`: done, it leads there again; refused, `show` shows it with what was typed.

    Its address asked for as a page (after a refusal somebody presses Enter in the address bar) leads there too.
    """
    if request.method != "POST":
        return redirect(back)
    form = Form.posted(f"{name}-{request.form['which']}" if request.form.get("which") else name)
    try:
        done, _answer = do(deeds, name, base, form)
    except ApiProblem as problem:
        return show(form.refused(problem)), problem.status
    return redirect(f"{back}#{done.anchor}" if done.anchor else back, 303)
