"""What is sent: made from the public event log at the moment of sending, so that it never holds what was taken back."""

from __future__ import annotations

import json
from dataclasses import dataclass

from shared.events.envelope import decode

MOST_BYTES = 20_000
"""What receivers can be expected to take; a full body that is larger is sent as a thin one."""
CHALLENGE = "webhook.verification"


@dataclass(frozen=True)
class Body:
    """The bytes that are signed and sent, and what they are."""

    content: bytes
    content_type: str = "application/json"


def body_of(envelope: bytes, position: int, *, kind: str, origin: str) -> Body:
    """The body for one event of the log: thin, or the whole envelope as it stands there now."""
    if kind == "full" and len(envelope) < MOST_BYTES:
        return Body(envelope, "application/cloudevents+json; charset=utf-8")
    said = decode(envelope)
    url = f"{origin}/api/sharing/v1/events?after={position - 1}&limit=1"
    data = {"id": str(said.subject), "url": url, "aggversion": said.aggversion}
    return _json({"type": said.type, "timestamp": _moment(said.time.isoformat()), "data": data})


def challenge_of(word: str, moment: str) -> Body:
    """The body that asks an address whether it wants this."""
    return _json({"type": CHALLENGE, "timestamp": _moment(moment), "data": {"challenge": word}})


def _moment(text: str) -> str:
    return text.replace("+00:00", "Z")


def _json(told: dict[str, object]) -> Body:
    return Body(json.dumps(told, separators=(",", ":")).encode())
