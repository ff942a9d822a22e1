"""What one request or one message carries along: request id, trace, and what caused it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import structlog

_TRACEPARENT = re.compile(r"^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$")


@dataclass(frozen=True)
class Trail:
    """Where the present work comes from. `correlation` names the whole, `causation` the event that led here."""

    request_id: str
    traceparent: str
    correlation: str
    causation: str | None = None


_trail: ContextVar[Trail | None] = ContextVar("trail", default=None)


def new_traceparent(parent: str | None = None) -> str:
    """A W3C traceparent: a child of `parent` where that is well-formed, else the start of a new trace."""
    known = _TRACEPARENT.match(parent or "")
    trace = known.group(1) if known else secrets.token_hex(16)
    return f"00-{trace}-{secrets.token_hex(8)}-01"


def current() -> Trail:
    """The trail of the present work; outside of any, a fresh one."""
    trail = _trail.get()
    if trail is None:
        request_id = secrets.token_hex(8)
        return Trail(request_id, new_traceparent(), request_id)
    return trail


@contextmanager
def following(trail: Trail) -> Iterator[None]:
    """Within this block everything said and logged belongs to `trail`."""
    token = _trail.set(trail)
    try:
        with structlog.contextvars.bound_contextvars(request=trail.request_id, trace=trail.traceparent[3:35]):
            yield
    finally:
        _trail.reset(token)
