"""What the person must still do before a client gets its code: log in, say yes, or nothing any more. No I/O."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Literal

from authlib.oauth2.rfc6749 import InvalidRequestError, OAuth2Error, UnsupportedResponseTypeError
from authlib.oidc.core.errors import ConsentRequiredError, LoginRequiredError

from services.identity.model import Client, Consent, PersonSession
from shared import clock

Step = Literal["login", "consent", "done"]
PROMPTS = {"none", "login", "consent", "select_account"}


def next_step(
    given: Mapping[str, str], scope: str, client: Client, browser: PersonSession | None, consent: Consent | None
) -> Step:
    """The next step; raises where the client asked not to bother anyone and somebody must be bothered."""
    asked = _prompts(given)
    login = browser is None or bool(asked & {"login", "select_account"}) or _too_long_ago(given, browser)
    allowed = consent is not None and consent.covers(scope) and not client.asks_each_time
    if "none" in asked and login:
        raise LoginRequiredError()
    if "none" in asked and not allowed:
        raise ConsentRequiredError()
    if login:
        return "login"
    return "consent" if "consent" in asked or not allowed else "done"


def _prompts(given: Mapping[str, str]) -> set[str]:
    asked = set(given.get("prompt", "").split())
    if asked - PROMPTS or ("none" in asked and len(asked) > 1):
        raise InvalidRequestError("This prompt is not one of those supported.")
    return asked


def _too_long_ago(given: Mapping[str, str], browser: PersonSession) -> bool:
    if "max_age" not in given:
        return False
    since = browser.authenticated_at or browser.started_at
    return clock.now() - since > timedelta(seconds=int(given["max_age"]))


def after_log_in(given: Mapping[str, str]) -> dict[str, str]:
    """The same request after somebody logged in just now: what asked for that is done, and must not ask again.

    Whoever takes it out of the address himself deceives nobody: the ID token says when he logged in.
    """
    prompt = " ".join(sorted(set(given.get("prompt", "").split()) - {"login", "select_account"}))
    kept = {name: value for name, value in given.items() if name not in ("prompt", "max_age")}
    return {**kept, "prompt": prompt} if prompt else kept


def must_be_supported(given: Mapping[str, str]) -> None:
    """Refuse what we do not do, before Authlib repeats it in a message that cannot hold every character."""
    for name in ("request", "request_uri", "registration"):
        if name in given:
            raise OAuth2Error(error=f"{name}_not_supported")
    if given.get("response_type") != "code":
        raise UnsupportedResponseTypeError("this")
    if given.get("response_mode", "query") != "query" or len(given.get("nonce", "")) > 500:
        raise InvalidRequestError("The response_mode is query, and a nonce has 500 characters at most.")
    allowed = given.get("max_age", "0")
    if not (allowed.isascii() and allowed.isdigit() and len(allowed) < 10):
        raise InvalidRequestError("max_age is a number of seconds.")
