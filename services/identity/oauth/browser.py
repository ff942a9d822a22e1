"""What a browser gets from us: pages without scripts, a cookie that no page can read, forms that only we can post."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Response, g, request
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from werkzeug.exceptions import Forbidden

from services.identity.oauth.words import language, word
from shared.http import settings

TEMPLATES = Path(__file__).parent / "templates"


def cookie_name(what: str = "login") -> str:
    """`__Host-` promises the browser Secure, Path=/ and no Domain, so it needs https."""
    return f"__Host-proeftuin-{what}" if _secure() else f"proeftuin-{what}"


def _secure() -> bool:
    return settings().public_url.startswith("https://")


def cookie() -> str:
    """This browser's secret: a new one where it has none that could be ours."""
    if "browser_cookie" not in g:
        held = request.cookies.get(cookie_name(), "")
        g.browser_cookie = held if len(held) == 43 else secrets.token_urlsafe(32)
    found: str = g.browser_cookie
    return found


def new_cookie() -> str:
    """Another secret for this browser, from this answer on."""
    g.browser_cookie = secrets.token_urlsafe(32)
    return cookie()


def keep_cookie(answer: Response) -> Response:
    """Set this browser's cookie where it does not have it yet; it is gone when the browser closes."""
    if request.cookies.get(cookie_name()) != cookie():
        set_cookie(answer, cookie_name(), cookie())
    return answer


def set_cookie(answer: Response, name: str, value: str, *, seconds: int | None = None) -> None:
    """A cookie that scripts cannot read and other sites' posts do not carry."""
    answer.set_cookie(name, value, max_age=seconds, httponly=True, secure=_secure(), samesite="Lax", path="/")


def form_token() -> str:
    """What a form of ours shows when it comes back: bound to the cookie, so worth nothing in another browser."""
    key = hashlib.sha256(b"proeftuin identity forms 1|" + settings().secret_key.encode()).digest()
    return hmac.new(key, cookie().encode(), hashlib.sha256).hexdigest()


def must_be_ours() -> None:
    """Raises Forbidden (403) for a post that did not come from a page of ours in this browser."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    ours = urlsplit(settings().public_url).netloc
    strange = site not in (None, "same-origin", "none") or (site is None and _strange(origin, ours))
    if strange or not hmac.compare_digest(form_token().encode(), request.form.get("form_token", "").encode()):
        answer = page("message.html", status=403, title="refused", text="stale", named="", token="", button="")
        raise Forbidden(response=answer)


def _strange(origin: str | None, ours: str) -> bool:
    return origin not in (None, "null") and urlsplit(origin or "").netloc != ours


def page(template: str, *, status: int = 200, onwards: str = "", **shown: Any) -> Response:
    """A page of ours; its form may lead on to `onwards`, an address that was checked, and to no other site."""
    told = {"word": word, "language": language(), "other_language": _other_language(), "form_token": form_token()}
    text = _environment().get_template(template).render(**told, **shown)
    answer = Response(text, status, content_type="text/html; charset=utf-8")
    answer.headers["Content-Security-Policy"] = _policy(onwards)
    answer.headers["X-Frame-Options"] = "DENY"
    answer.headers["Referrer-Policy"] = "same-origin"
    answer.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Language"] = language()
    return keep_cookie(answer)


def _policy(onwards: str) -> str:
    """Chromium holds a form to `form-action` through every redirect that follows, so where it ends stands in it."""
    parts = ["default-src 'none'", "style-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"]
    return "; ".join([*parts, f"form-action 'self' {source_of(onwards)}".strip()])


def source_of(address: str) -> str:
    """The address' origin as CSP writes it; its scheme alone where CSP has no way to write it."""
    parts = urlsplit(address)
    if not parts.scheme:
        return ""
    plain = parts.scheme in ("http", "https") and parts.netloc and "[" not in parts.netloc
    return f"{parts.scheme}://{parts.netloc}" if plain else f"{parts.scheme}:"


def redirected(path: str, values: dict[str, str] | None = None) -> Response:
    """On to a page of our own, which is fetched anew."""
    query = f"?{urlencode(values)}" if values else ""
    answer = Response(status=303, headers={"Location": path + query})
    answer.headers["Cache-Control"] = "no-store"
    return keep_cookie(answer)


def _other_language() -> str:
    """This page in the other language."""
    given = {**request.args.to_dict(), "ui_locales": "en" if language() == "nl" else "nl"}
    return f"{request.path}?{urlencode(given)}"


def style() -> Response:
    """The one style sheet of these pages."""
    answer = Response((TEMPLATES / "style.css").read_text(), content_type="text/css; charset=utf-8")
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, autoescape=select_autoescape(["html"])
    )
