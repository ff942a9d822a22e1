"""People's chosen names, asked from identity at the moment something is shown to the public, and kept five minutes.

The one question between services (docs/decisions): never in a use case or a transaction, and never in the way. A name
that identity does not give within a second is “een deelnemer”; so erasure is real, and identity may be down.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from functools import cached_property
from uuid import UUID

import httpx
import structlog

from shared import clock

FALLBACK = "een deelnemer"
KEPT, PAUSE = 300.0, 5.0
"""Seconds that a name is kept, and that identity is left alone after it did not answer."""
AT_ONCE, MOST = 50, 10_000

log = structlog.get_logger()


class Names:
    """Names by person id. Safe to share between threads."""

    def __init__(self, identity: str | httpx.Client) -> None:
        self._identity = identity
        self._kept: dict[UUID, tuple[float, str]] = {}
        self._not_before = float("-inf")
        self._lock = threading.Lock()

    @cached_property
    def _http(self) -> httpx.Client:
        """Made when the first name is asked: it reads every certificate of the machine."""
        if isinstance(self._identity, str):
            return httpx.Client(base_url=self._identity, timeout=1, trust_env=False)
        return self._identity

    def of(self, ids: Iterable[UUID]) -> dict[UUID, str]:
        """A name for each of these people, whatever happens."""
        wanted = set(ids)
        now = clock.monotonic()
        with self._lock:
            found = {one: name for one in wanted if (name := self._fresh(one, now)) is not None}
            missing = sorted(wanted - found.keys()) if now >= self._not_before else []
        for start in range(0, len(missing), AT_ONCE):
            found |= self._asked(missing[start : start + AT_ONCE])
        return {one: found.get(one, FALLBACK) for one in wanted}

    def _fresh(self, person: UUID, now: float) -> str | None:
        until, name = self._kept.get(person, (now, ""))
        return name if until > now else None

    def _asked(self, ids: Sequence[UUID]) -> dict[UUID, str]:
        try:
            asked = {"ids": ",".join(map(str, ids))}
            answer = self._http.get("/api/identity/v1/people", params=asked).raise_for_status()
            told = {UUID(one["id"]): str(one.get("displayName") or FALLBACK) for one in answer.json()["items"]}
        except Exception as error:  # whatever it is, a page without a name is better than no page
            log.warning("names_not_asked", error=type(error).__name__)
            with self._lock:
                self._not_before = clock.monotonic() + PAUSE
            return {}
        names = {one: told.get(one, FALLBACK) for one in ids}
        self._keep(names)
        return names

    def _keep(self, names: dict[UUID, str]) -> None:
        until = clock.monotonic() + KEPT
        with self._lock:
            if len(self._kept) > MOST:
                self._kept.clear()
            self._kept.update({one: (until, name) for one, name in names.items()})
