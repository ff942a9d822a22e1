"""One call to one address: signed, over https to where it may lead, twenty seconds in all, and little is read back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import partial

import httpx

from services.sharing.channels.webhooks.rendering import Body
from services.sharing.channels.webhooks.signing import signed_headers
from services.sharing.model import SigningKeys
from services.sharing.model.webhook_address import may_reach, wrong_with_address
from services.sharing.use_cases.webhook_deliveries import Call
from shared import clock, outward

PATIENCE = 20.0
LARGEST = 64 * 1024
AT_ONCE = 256
SHOWN = 200


@dataclass(frozen=True)
class Errand:
    """Everything one call needs, free of the database. A challenge has a `word` that must come back."""

    url: str
    message_id: str
    body: Body
    keys: Sequence[SigningKeys]
    word: str = ""


class Caller:
    """Makes calls, from any thread."""

    def __init__(self, *, on_this_machine: bool = False, patience: float = PATIENCE) -> None:
        self._here = on_this_machine
        policy = partial(may_reach, on_this_machine=on_this_machine)
        self._http = outward.client(policy, patience=patience, whole=patience, at_once=AT_ONCE)

    def __call__(self, errand: Errand) -> Call:
        """Call and tell what came of it; whatever goes wrong is an answer too."""
        at, began = clock.now(), clock.monotonic()
        try:
            told = self._post(errand, int(at.timestamp()))
        except httpx.TimeoutException:
            told = {"error": "No answer in time."}
        except httpx.ConnectError as error:
            told = {"error": f"No connection: {error}"[:SHOWN]}
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ValueError) as error:
            told = {"error": f"No answer: {type(error).__name__}"[:SHOWN]}
        return Call(at=at, latency_ms=int((clock.monotonic() - began) * 1000), **told)  # type: ignore[arg-type]

    def _post(self, errand: Errand, timestamp: int) -> dict[str, object]:
        if wrong := wrong_with_address(errand.url, on_this_machine=self._here):
            return {"error": wrong}
        headers = signed_headers(errand.keys, errand.message_id, timestamp, errand.body.content)
        headers |= {"content-type": errand.body.content_type, "user-agent": "Proeftuin-Webhooks/1", "accept": "*/*"}
        headers["accept-encoding"] = "identity"  # what is packed could grow past every limit
        with self._http.stream("POST", errand.url, content=errand.body.content, headers=headers) as answer:
            body = _beginning(answer)
        told: dict[str, object] = {"status": answer.status_code, "answer": _shown(body), "wish": _wish(answer.headers)}
        if errand.word and answer.is_success and not _holds(body, errand.word):
            told["error"] = "It answered, but not with the challenge."
        return told


def _beginning(answer: httpx.Response) -> bytes:
    """At most so much of the answer; the rest is left where it is."""
    body = b""
    for part in answer.iter_raw(4096):
        body += part
        if len(body) >= LARGEST:
            break
    return body[:LARGEST]


def _shown(body: bytes) -> str:
    """The beginning as text, without what cannot be stored or would deceive who reads it."""
    text = body[: 4 * SHOWN].decode("utf-8", "replace")
    return "".join(char if char.isprintable() else " " for char in text)[:SHOWN]


def _holds(body: bytes, word: str) -> bool:
    """Whether the challenge came back: by itself, or as `challenge` in a JSON object."""
    if body.strip() == word.encode():
        return True
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(told, dict) and told.get("challenge") == word


def _wish(headers: httpx.Headers) -> float | None:
    """How many seconds Retry-After asks for: given so, or as a date."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment: datetime = parsedate_to_datetime(text)
        return max(0.0, (moment - clock.now()).total_seconds()) if moment.tzinfo else None
    except (ValueError, TypeError, OverflowError):
        return None
