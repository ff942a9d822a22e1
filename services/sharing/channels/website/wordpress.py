"""Asking WordPress: where its interface stands, and what each of its answers means to us."""

from __future__ import annotations

import re
from typing import Any, cast
from urllib.parse import urlsplit

import httpx

from services.sharing.channels.channel import Later, LoginRefused, NoAnswer, Refused, RemovedThere

PATIENCE = 20.0
CLOSED = {"rest_cannot_create", "rest_cannot_publish", "rest_no_route", "rest_forbidden"}
"""What holds for every post and not for one: the account may not post at all, or there is no interface."""
_DISCOVERY = re.compile(r'<([^>]+)>;\s*rel="https://api\.w\.org/"')


class WordPress:
    """One site, asked as one account. Knows nothing of publications."""

    def __init__(self, url: str, user: str, password: str, http: httpx.Client | None = None) -> None:
        self._url = url.rstrip("/")
        self._auth = httpx.BasicAuth(user, password)
        self._http = http or httpx.Client(timeout=PATIENCE, follow_redirects=False, trust_env=False)
        self._base = ""

    def get(self, path: str, **query: Any) -> Any:
        """Read; raises Later where the site does not answer, since nothing was changed."""
        return self._ask("GET", path, params=query)

    def post(self, path: str, body: dict[str, Any]) -> Any:
        """Make or change; raises NoAnswer where it is not known whether that happened."""
        return self._ask("POST", path, json=body)

    def delete(self, path: str) -> Any:
        return self._ask("DELETE", path)

    def _ask(self, method: str, path: str, *, params: dict[str, Any] | None = None, json: Any = None) -> Any:
        address = httpx.URL(self._found() + path).copy_merge_params(params or {})
        reading = method == "GET"
        try:
            answer = self._http.request(method, address, json=json, auth=self._auth)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise Later(f"The website does not answer: {type(error).__name__}") from error
        except httpx.TransportError as error:
            why = f"The website did not answer in time: {type(error).__name__}"
            raise Later(why) if reading else NoAnswer(why) from error
        return _read(answer, reading=reading)

    def _found(self) -> str:
        """Where the interface stands: as the site says itself, since that hangs on how it makes its addresses."""
        if not self._base:
            try:
                answer = self._http.head(f"{self._url}/")
            except httpx.TransportError as error:
                raise Later(f"The website does not answer: {type(error).__name__}") from error
            if answer.status_code >= 500:
                raise Later(f"The website answers {answer.status_code}.")
            told = _DISCOVERY.search(answer.headers.get("Link", ""))
            base = told[1] if told else f"{self._url}/wp-json/"
            if urlsplit(base)[:2] != urlsplit(self._url)[:2]:
                raise LoginRefused("The website's interface stands at another address; give that as WEBSITE_URL.")
            self._base = base
        return self._base


def _read(answer: httpx.Response, *, reading: bool) -> Any:
    """The answer's JSON; or what the refusal means."""
    status = answer.status_code
    if status >= 500 and status != 501:
        why = f"The website answers {status}."
        raise Later(why) if reading else NoAnswer(why)
    try:
        told = answer.json()
    except ValueError:
        told = {}
    if answer.is_success:
        if not isinstance(told, dict | list):
            raise NoAnswer("The website's answer is not JSON.")
        return told
    raise refusal(status, cast(dict[str, Any], told if isinstance(told, dict) else {}), answer.headers)


def refusal(status: int, told: dict[str, Any], headers: httpx.Headers) -> Exception:
    """What a refusal means to us: wait, look at the settings, look at this post, or nothing to be done."""
    code, words = str(told.get("code", "")), str(told.get("message", ""))[:200]
    why = f"The website says {status} {code}: {words}".strip(": ")
    if status == 429:
        after = headers.get("Retry-After", "")
        return Later(why, float(after) if after.isdigit() else None)
    if status == 401 or code in CLOSED or 300 <= status < 400 or _asks_as_nobody(code, told):
        return LoginRefused(why)
    if status in (404, 410):
        return RemovedThere(why)
    if status in (408, 425):
        return Later(why)
    return Refused(why)


def _asks_as_nobody(code: str, told: dict[str, Any]) -> bool:
    """To a stranger with a wrong password, WordPress says of other states than published that they are no parameter."""
    data = told.get("data")
    return code == "rest_invalid_param" and isinstance(data, dict) and "status" in (data.get("params") or {})
