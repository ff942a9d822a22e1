"""What every answer promises a browser, and which posts are refused before anything is read."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, abort, request
from flask_wtf.csrf import CSRFProtect

from web import session

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def refuse_strangers() -> None:
    """Refuse a post that another site made the browser send.

    The token of Flask-WTF stops it too; this stops it earlier, also where a token leaked.
    """
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in {"same-origin", "none"}:
        abort(403)
    origin = request.headers.get("Origin")
    if site is None and origin not in (None, "null") and urlsplit(origin).netloc != request.host:
        abort(403)


def promise(response: Response) -> Response:
    """Put the promises on an answer."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint == "static":
        return response
    # What a logged-in person saw must not come back with the back button on a shared computer.
    response.headers["Cache-Control"] = "no-store" if session.person_id() else "private, no-cache"
    return response


def protect(app: Flask, *, secure: bool) -> None:
    """Switch all of it on."""
    # A form may stay open all evening: its token lives as long as the session. The referrer check is
    # replaced by the one on Sec-Fetch-Site and Origin, which also works behind a gateway.
    app.config.update(WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_SSL_STRICT=False)
    app.before_request(refuse_strangers)
    CSRFProtect(app)
    app.after_request(promise)
    if secure:

        @app.after_request
        def insist(response: Response) -> Response:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
            return response
