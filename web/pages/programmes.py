"""Running programmes that proeftuinen join, so that they do not stand alone: the list, and one with its proeftuinen."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from web.api import EXPERIMENTS, api

page = Blueprint("programmes", __name__)


@page.get("/programmas")
def all_programmes() -> ResponseReturnValue:
    """Every programme that some proeftuin joins."""
    answer = api().get(f"{EXPERIMENTS}/programmes", limit=50, cursor=request.args.get("cursor"))
    return render_template("programmes.html", answer=answer)


@page.get("/programmas/<key>")
def one(key: str) -> ResponseReturnValue:
    """One programme with its proeftuinen, newest first."""
    programme = api().get(f"{EXPERIMENTS}/programmes/{quote(key, safe='')}")
    answer = api().get(f"{EXPERIMENTS}/proeftuinen", programme=key, limit=20, cursor=request.args.get("cursor"))
    return render_template("programme.html", it=programme, answer=answer)
