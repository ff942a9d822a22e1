"""How batches of events travel: one small interface, two implementations, one conformance suite (tests/bus/).

Promise of both: at least once, in the order given, to every queue bound with a matching key; an error means that
nothing counts as handed over and the whole batch comes again.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from shared.bus.inbox import Inbox


@dataclass(frozen=True)
class Outgoing:
    """One event on its way: its bytes are published as they are."""

    id: int
    event_id: UUID
    routing_key: str
    body: bytes
    headers: Mapping[str, Any] | None = None


class NotConfirmed(Exception):
    """The batch was not, or not wholly, taken over: send it again."""


class Publisher(Protocol):
    """One way out, for one thread."""

    def send(self, batch: Sequence[Outgoing], *, only_to: str | None = None) -> int:
        """Hand over the batch without waiting. `only_to` names the one queue that gets it. Returns what to settle."""
        ...

    def settle(self, sent: int) -> None:
        """Return when every message is safe of what was sent up to here; raise NotConfirmed where one is not."""
        ...

    def publish(self, batch: Sequence[Outgoing], *, only_to: str | None = None) -> None:
        """Hand over the batch; returns when every message is safe."""
        self.settle(self.send(batch, only_to=only_to))

    def idle(self, seconds: float) -> None:
        """Wait for about this long, or until there may be work; connections are kept alive meanwhile."""
        ...

    def close(self) -> None:
        """Let go of what is held."""
        ...


class Transport(Protocol):
    """Makes publishers, and brings messages to an inbox."""

    def publisher(self, service: str) -> Publisher:
        """A new way out for `service`."""
        ...

    def consume(self, door: Inbox, stop: threading.Event) -> None:
        """Until `stop`: bring what arrives for this inbox's consumer, acknowledging only what it has committed."""
        ...


def matches(binding: str, routing_key: str) -> bool:
    """AMQP topic matching: `*` is one word, `#` any number of them."""
    return _match(binding.split("."), routing_key.split("."))


def _match(pattern: list[str], words: list[str]) -> bool:
    if not pattern:
        return not words
    if pattern[0] == "#":
        return any(_match(pattern[1:], words[skip:]) for skip in range(len(words) + 1))
    return bool(words) and pattern[0] in ("*", words[0]) and _match(pattern[1:], words[1:])
