"""Logging in with an outside provider: there, back, and for the first time by way of one's own mailbox."""

from __future__ import annotations

import base64
import hmac
import json
import secrets
from typing import Any, cast
from urllib.parse import parse_qsl

import structlog
from cryptography.exceptions import InvalidTag
from flask import Response, current_app, request

from services.identity.oauth.browser import cookie_name, must_be_ours, page, set_cookie
from services.identity.oauth.entering import enter
from services.identity.oauth.guarded import NotAllowed
from services.identity.oauth.outside import Outside
from services.identity.use_cases.outside import ask_to_link, find_linked, link_account
from shared import clock
from shared.errors import Invalid, NotFound
from shared.http import database, limited, reading, settings, transaction
from shared.http.limits import client_address
from shared.sealing import seal, unseal

PURPOSE = "outside log-in"

log = structlog.get_logger()


def start() -> Response:
    """Off to the provider. What must be recognised afterwards goes along in a sealed cookie, not in a table."""
    outside = _outside()
    limited(database(), f"outside|{client_address()}", most=settings().logins_per_minute, seconds=60)
    attempt = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    try:
        there = outside.way_there(**attempt)
    except NotAllowed as error:
        return _failed(error)
    kept = {**attempt, "back": request.args.get("back", "")[:4000], "until": clock.now().timestamp() + 600}
    sealed = base64.urlsafe_b64encode(seal(settings().secret_key, PURPOSE, json.dumps(kept).encode())).decode()
    answer = Response(status=303, headers={"Location": there, "Cache-Control": "no-store"})
    set_cookie(answer, cookie_name("outside"), sealed, seconds=600)
    return answer


def callback() -> Response:
    """Back from the provider: whoever is linked is logged in; an address we know gets a mail first."""
    outside, attempt = _outside(), _attempt()
    same = attempt and hmac.compare_digest(attempt["state"].encode(), request.args.get("state", "").encode())
    try:
        if attempt is None or not same or "code" not in request.args:
            raise NotAllowed("Not an answer to a question of this browser.")
        told = outside.who_came_back(request.args["code"], nonce=attempt["nonce"], verifier=attempt["verifier"])
    except NotAllowed as error:
        return _failed(error)
    answer = _let_in(told, attempt["back"])
    answer.delete_cookie(cookie_name("outside"), path="/")
    return answer


def confirm() -> Response:
    """The link in the mail shows a button: mail programs that open links ahead must not link anything."""
    named = {"named": settings().oidc_name, "token": request.values.get("token", "")[:200]}
    if request.method == "GET":
        return page("message.html", title="link", text="link-ask", button="link", **cast(Any, named))
    must_be_ours()
    said: dict[str, Any] = {"title": "link", "text": "linked", "button": "", "named": "", "token": ""}
    try:
        with transaction() as session:
            link_account(session, token=named["token"])
    except Invalid:
        said |= {"text": "link-refused", "status": 400}
    return page("message.html", **said)


def _let_in(told: dict[str, Any], back: str) -> Response:
    issuer, subject = settings().oidc_issuer, told["sub"]
    with reading() as session:
        proof = find_linked(session, issuer, subject)
    if proof is not None:
        return enter(proof, dict(parse_qsl(back)))
    with transaction() as session:
        if told.get("email_verified") is True and isinstance(told.get("email"), str):
            asked = {"issuer": issuer, "subject": subject, "email": told["email"][:254]}
            ask_to_link(session, **asked, secret_key=settings().secret_key)
    return page("message.html", title="check-mail", text="check-mail-why", button="", named="", token="")


def _attempt() -> dict[str, Any] | None:
    """What this browser set out with, within the last ten minutes."""
    try:
        sealed = base64.urlsafe_b64decode(request.cookies.get(cookie_name("outside"), ""))
        found: dict[str, Any] = json.loads(unseal(settings().secret_key, PURPOSE, sealed))
    except (ValueError, InvalidTag):
        return None
    return found if found["until"] > clock.now().timestamp() else None


def _outside() -> Outside:
    """The configured provider; where there is none, there is no such page."""
    if not settings().oidc_issuer:
        raise NotFound("no-outside-provider", "No outside provider is configured.")
    held = current_app.extensions.get("outside")
    if held is None:
        held = current_app.extensions["outside"] = Outside(settings())
    return cast(Outside, held)


def _failed(error: NotAllowed) -> Response:
    log.warning("outside_log_in_failed", why=str(error))
    return page(
        "message.html", status=400, title="outside-failed", text="outside-failed-why", button="", named="", token=""
    )
