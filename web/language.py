"""Which language a page speaks: Dutch, unless this visitor asked for English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, g, request, url_for
from flask_babel import Babel
from markupsafe import Markup

LANGUAGES = ("nl", "en")
COOKIE = "taal"


def chosen() -> str:
    """The language of this request: asked for now, asked for earlier, or Dutch."""
    if "language" not in g:
        asked = request.args.get("lang") or request.cookies.get(COOKIE)
        g.language = asked if asked in LANGUAGES else LANGUAGES[0]
    language: str = g.language
    return language


def spoken(thing: Mapping[str, Any]) -> Markup:
    """The attribute that says in which language somebody wrote, where that is not the page's own."""
    theirs = str(thing.get("language") or "")
    return Markup(' lang="{}"').format(theirs) if theirs and theirs != chosen() else Markup()


def remember(response: Response) -> Response:
    """Keep an explicit choice for a year."""
    if request.args.get("lang") in LANGUAGES:
        response.set_cookie(
            COOKIE,
            chosen(),
            max_age=31_536_000,
            httponly=True,
            samesite="Lax",
            secure=bool(request.is_secure),
        )
    return response


def other_language_url() -> str:
    """This page in the other language. After a post that is the page the form stands on."""
    other = "en" if chosen() == "nl" else "nl"
    if request.method != "GET" or not request.endpoint or request.url_rule is None:
        return f"{request.path}?lang={other}"
    return url_for(request.endpoint, **{**(request.view_args or {}), **asked("lang", "token"), "lang": other})


def asked(*without: str) -> dict[str, Any]:
    """What was asked for in the address, to ask for it again. `_scheme` and its like Flask would take for itself."""
    return {key: value for key, value in request.args.items() if key not in without and not key.startswith("_")}


def prepare(app: Flask) -> None:
    """Switch languages on."""
    app.config["BABEL_DEFAULT_LOCALE"] = "nl"
    Babel(app, locale_selector=chosen, timezone_selector=lambda: "Europe/Amsterdam")
    app.after_request(remember)
