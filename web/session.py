"""Who is logged in: the tokens in a signed cookie, and renewing them when they run out."""

from __future__ import annotations

from collections import OrderedDict
from datetime import timedelta
from threading import Lock
from typing import Any

import httpx
from flask import Flask
from flask import session as cookie

REFRESH = "/api/identity/v1/sessions/_refresh"


def tokens() -> dict[str, str]:
    """The token pair of this visitor, empty for who is not logged in."""
    held: dict[str, str] = cookie.get("tokens") or {}
    return held


def person_id() -> str | None:
    """Who is looking, or nobody."""
    return cookie.get("personId") if tokens() else None


def bearer() -> dict[str, str]:
    """The header that says who asks."""
    return {"Authorization": f"Bearer {tokens()['access']}"} if tokens() else {}


def log_in(answer: dict[str, Any]) -> None:
    """Remember who this is; an older session's remains (its CSRF secret too) are left behind."""
    cookie.clear()
    cookie.permanent = True
    cookie["personId"] = answer.get("personId")
    _keep(answer)


def ask_code(challenge: str) -> None:
    """The password was right and a code is still wanted. What was begun stays in this browser's cookie: on no page,
    in no address, and nobody can have someone else finish it."""
    cookie.clear()
    cookie["challenge"] = challenge


def challenge() -> str:
    """The log-in that waits for its code, empty when none does."""
    return str(cookie.get("challenge") or "")


def log_out() -> None:
    """Forget who this was."""
    cookie.clear()


def _keep(answer: dict[str, Any]) -> None:
    cookie["tokens"] = {"access": answer["accessToken"], "refresh": answer.get("refreshToken", "")}


class Renewals:
    """Token pairs renewed lately, by the refresh token they came from.

    Two tabs whose access token has run out ask at the same moment; a refresh token works once, so without
    this the second tab would be thrown out (and a careful identity service would end the whole session).
    """

    def __init__(self, remember: int = 500) -> None:
        self.lock = Lock()
        self.renewed: OrderedDict[str, dict[str, Any]] = OrderedDict()
        self.remember = remember

    def renew(self, http: httpx.Client) -> bool:
        """Trade the refresh token for a new pair; when that fails the visitor is logged out."""
        old = tokens().get("refresh", "")
        with self.lock:
            answer = self.renewed.get(old) or self._trade(http, old)
            if answer:
                self.renewed[old] = answer
                while len(self.renewed) > self.remember:
                    self.renewed.popitem(last=False)
        if answer:
            _keep(answer)
        else:
            log_out()
        return bool(answer)

    @staticmethod
    def _trade(http: httpx.Client, refresh: str) -> dict[str, Any]:
        try:
            response = http.post(REFRESH, json={"refreshToken": refresh})
            return response.json() if response.is_success else {}
        except (httpx.HTTPError, ValueError):
            return {}


def prepare(app: Flask, *, secret_key: str, secure: bool) -> None:
    """Cookie settings: `__Host-` promises the browser Secure, Path=/ and no Domain, so it needs https."""
    app.secret_key = secret_key
    app.config.update(
        SESSION_COOKIE_NAME="__Host-proeftuin" if secure else "proeftuin",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        PERMANENT_SESSION_LIFETIME=timedelta(days=30),
        SESSION_REFRESH_EACH_REQUEST=False,
    )
