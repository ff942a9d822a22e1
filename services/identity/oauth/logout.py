"""RP-initiated logout: a client says that its person logs out, and the person may be asked whether that is so."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from authlib.common.urls import add_params_to_uri
from flask import Response, request
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from services.identity import queries
from services.identity.model import Client
from services.identity.oauth.browser import cookie, must_be_ours, page
from services.identity.use_cases.browsers import close_browser, close_client_session, find_browser
from shared.http import settings, transaction
from shared.tokens import ALGORITHM


def end_session() -> Response:
    """Log out. With an ID token that we gave, at once; without, only once the person presses the button.

    Without: else any page on the internet could log everyone out with an image.
    """
    given = request.args if request.method == "GET" else MultiDict([*request.args.items(), *request.form.items()])
    with transaction() as session:
        hint = _hint(session, given.get("id_token_hint", ""))
        client = _client(session, hint["aud"] if hint else given.get("client_id", ""))
        named_otherwise = hint and given.get("client_id", hint["aud"]) != hint["aud"]
        onwards = "" if named_otherwise else _onwards(client, given)
        if hint:
            close_client_session(session, UUID(hint["sid"]), UUID(hint["aud"]))
            return _over(onwards)
        if request.method == "GET" and find_browser(session, cookie()):
            return page(
                "message.html", onwards=onwards, title="log-out", text="log-out-ask", **_plain, button="log-out"
            )
        if request.method == "POST":
            must_be_ours()
            close_browser(session, cookie())
        return _over(onwards)


_plain: dict[str, Any] = {"named": "", "token": ""}


def _over(onwards: str) -> Response:
    if onwards:
        return Response(status=303, headers={"Location": onwards, "Cache-Control": "no-store"})
    return page("message.html", title="log-out", text="logged-out", button="", **_plain)


def _hint(session: Session, token: str) -> dict[str, Any] | None:
    """What an ID token of ours says, also one that has expired; None for anything else."""
    if not token:
        return None
    try:
        keys = KeySet.import_key_set(queries.published_keys(session))  # type: ignore[arg-type]
        found = jwt.decode(token, keys, algorithms=[ALGORITHM])
        claims = dict(found.claims)
        ours = found.header.get("typ") == "JWT" and claims["iss"] == settings().public_url
        return claims if ours and UUID(claims["sid"]) and UUID(claims["aud"]) else None
    except (JoseError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _client(session: Session, client_id: str) -> Client | None:
    try:
        return session.get(Client, UUID(client_id))
    except ValueError:
        return None


def _onwards(client: Client | None, given: MultiDict[str, str]) -> str:
    """Where to go afterwards: only to an address that the client registered for this, to the letter."""
    asked = given.get("post_logout_redirect_uri", "")
    if client is None or asked not in client.post_logout_redirect_uris:
        return ""
    state = given.get("state")
    return str(add_params_to_uri(asked, {"state": state})) if state else asked
