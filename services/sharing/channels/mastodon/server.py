"""Asking a Mastodon server as one account: what each of its answers means to us, and when it wants us to wait."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import httpx

from services.sharing.channels.channel import Later, LoginRefused, NoAnswer, Refused, RemovedThere
from shared import clock

PATIENCE = 20.0
FULL = 300.0
"""Seconds to wait where they say that it is too much, and not until when: as long as their usual slot."""
MOST = 3600.0


class Server:
    """One server, asked with one account's token. Knows nothing of publications."""

    def __init__(self, url: str, token: str, http: httpx.Client | None = None) -> None:
        self._url = url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {token}"}
        self._http = http or httpx.Client(timeout=PATIENCE, follow_redirects=False, trust_env=False)
        self._not_before: datetime | None = None

    def get(self, path: str, **query: Any) -> Any:
        """Read; raises Later where no answer comes, since nothing was changed."""
        return self._ask("GET", path, params=query)

    def post(self, path: str, form: dict[str, str], *, key: str) -> Any:
        """Make; asked again with the same key within the hour they give what was made. Raises NoAnswer."""
        return self._ask("POST", path, data=form, headers={"Idempotency-Key": key})

    def put(self, path: str, form: dict[str, str]) -> Any:
        return self._ask("PUT", path, data=form)

    def delete(self, path: str) -> Any:
        return self._ask("DELETE", path)

    def _ask(self, method: str, path: str, *, headers: dict[str, str] | None = None, **more: Any) -> Any:
        self._must_not_wait()
        reading = method == "GET"
        try:
            told = {**self._headers, **(headers or {})}
            answer = self._http.request(method, f"{self._url}/api/v1/{path}", headers=told, **more)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise Later(f"Mastodon does not answer: {type(error).__name__}") from error
        except httpx.TransportError as error:
            why = f"Mastodon did not answer in time: {type(error).__name__}"
            raise Later(why) if reading else NoAnswer(why) from error
        self._note_limit(answer)
        return _read(answer, reading=reading)

    def _must_not_wait(self) -> None:
        """Nothing is sent while they wait for their next slot: it would be refused, and counted."""
        if self._not_before is not None and clock.now() < self._not_before:
            raise Later("Mastodon's limit is reached.", (self._not_before - clock.now()).total_seconds())

    def _note_limit(self, answer: httpx.Response) -> None:
        spent = answer.status_code != 429 and answer.headers.get("X-RateLimit-Remaining") == "0"
        self._not_before = clock.now() + timedelta(seconds=_until_reset(answer)) if spent else None


def _until_reset(answer: httpx.Response) -> float:
    """Seconds until they take more of us; Mastodon gives the moment, others a number of seconds."""
    after = answer.headers.get("Retry-After", "")
    if after.isdigit():
        return min(float(after), MOST)
    try:
        reset = datetime.fromisoformat(answer.headers.get("X-RateLimit-Reset", ""))
        return min(max((reset - clock.now()).total_seconds(), 1.0), MOST)
    except (ValueError, TypeError):
        return FULL


def _read(answer: httpx.Response, *, reading: bool) -> Any:
    """The answer's JSON; or what the refusal means."""
    status = answer.status_code
    if status >= 500:
        why = f"Mastodon answers {status}."
        raise Later(why) if reading else NoAnswer(why)
    try:
        told = answer.json()
    except ValueError:
        told = None
    if not answer.is_success:
        raise _refusal(answer, str(told.get("error", ""))[:200] if isinstance(told, dict) else "")
    if not isinstance(told, dict | list):
        why = "Mastodon's answer is not JSON."
        raise Later(why) if reading else NoAnswer(why)
    return told


def _refusal(answer: httpx.Response, words: str) -> Exception:
    """What a refusal means: wait, look at the settings, look at this status, or nothing to be done."""
    status = answer.status_code
    why = f"Mastodon says {status}: {words}".rstrip(": ")
    if status == 429:
        return Later(why, _until_reset(answer))
    if status in (401, 403) or 300 <= status < 400:  # 403: the token may not do this, or the account is suspended
        return LoginRefused(why)
    if status in (404, 410):
        return RemovedThere(why)
    return Later(why) if status in (408, 425) else Refused(why)
