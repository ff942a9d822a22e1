"""What every template can use: filters, words and who is looking."""

from __future__ import annotations

import hashlib
import uuid
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from flask import Flask, request, url_for
from markupsafe import Markup

from web import happened, language, problems, session, times, words
from web.amounts import euros_of
from web.forms import Forms, field_of
from web.pictures.garden import seasons_gone


def safe_html(html: object) -> Markup:
    """Text that a service has already made safe. The only place in web/ that trusts markup from outside."""
    return Markup(str(html or ""))


def cursor_of(address: object) -> str:
    """The cursor in a `next` address."""
    found = parse_qs(urlsplit(str(address or "")).query).get("cursor", [""])
    return found[0]


def further_url(cursor: str, key: str = "cursor", anchor: str = "") -> str:
    """This list, one page on, with the same filters; `key` where a page has several lists, `anchor` where it stands."""
    kept = {name: value for name, value in language.asked(key, "lang").items() if value}
    at = {**(request.view_args or {}), **kept, key: cursor}
    return url_for(str(request.endpoint), _anchor=anchor or None, **at)


def fingerprints(folder: Path) -> dict[str, str]:
    """A short hash per static file, so that browsers may keep them for ever."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        for path in folder.rglob("*")
        if path.is_file()
    }


def page_of(found: dict[str, Any]) -> str:
    """The page of something that was found, on this site, whatever address the service knows it by."""
    return urlsplit(str(found.get("url") or "")).path or "/"


def prepare(app: Flask, public_url: str) -> None:
    """Hand it all to Jinja."""
    prints = fingerprints(Path(str(app.static_folder)))

    def feed_url(form: str, chosen: dict[str, str]) -> str:
        """A feed with the same choice."""
        query = f"?{urlencode(chosen)}" if chosen else ""
        return f"{public_url}/api/sharing/v1/feeds/{form}{query}"

    def asset(name: str) -> str:
        return url_for("static", filename=name, v=prints.get(name, ""))

    filters = [
        safe_html,
        cursor_of,
        page_of,
        euros_of,
        times.when,
        times.exact,
        times.day,
        times.date_of,
        times.money,
        times.number,
    ]
    app.jinja_env.filters.update({one.__name__: one for one in filters})
    app.jinja_env.filters.update(fault=problems.fault, refusal=problems.refusal, explained=problems.detail)
    app.jinja_env.filters.update(field_of=field_of, seasons=seasons_gone, told=happened.told)
    app.jinja_env.globals.update(asset=asset, feed_url=feed_url, further_url=further_url, public_url=public_url)
    app.jinja_env.globals.update(words=words, happened=happened)
    app.jinja_env.globals.update(once=lambda: uuid.uuid4().hex, language=language.chosen, spoken=language.spoken)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True

    @app.context_processor
    def around() -> dict[str, Any]:
        return {
            "me_id": session.person_id(),
            "other_language_url": language.other_language_url,
            "forms": Forms(),
        }
