"""Events inside one process: the batch goes straight into the inboxes of the bound consumers.

Nothing else to run, and no second copy to keep: the outbox on one side and the inbox on the other are the queue.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

from shared.bus.inbox import Inbox
from shared.failpoints import failpoint
from shared.transports import NotConfirmed, Outgoing, Publisher, matches


class EmbeddedTransport:
    """Knows every inbox of the process. `wake` is set when there is something to publish."""

    def __init__(self) -> None:
        self._doors: dict[str, Inbox] = {}
        self._wakers: dict[str, threading.Event] = {}

    def bind(self, door: Inbox) -> None:
        """Let this inbox get what it subscribed to."""
        self._doors[door.consumer] = door

    def wake_by(self, service: str, said: threading.Event) -> None:
        """Let this service's publisher wake at once when `said` is set."""
        self._wakers[service] = said

    def publisher(self, service: str) -> Publisher:
        return EmbeddedPublisher(self._doors, self._wakers.get(service, threading.Event()))

    def consume(self, door: Inbox, stop: threading.Event) -> None:
        """The publisher's thread does the work; here there is nothing to do but be there."""
        self.bind(door)
        stop.wait()


class EmbeddedPublisher(Publisher):
    """Confirmed means: committed in every bound inbox."""

    def __init__(self, doors: dict[str, Inbox], said: threading.Event) -> None:
        self._doors, self._said = doors, said

    def send(self, batch: Sequence[Outgoing], *, only_to: str | None = None) -> int:
        if only_to is not None and only_to not in self._doors:
            raise NotConfirmed(f"there is no consumer {only_to} in this process")
        for name, door in list(self._doors.items()):
            if only_to is not None and only_to != name:
                continue
            bindings = door.subscriptions.bindings
            bodies = [m.body for m in batch if only_to or any(matches(b, m.routing_key) for b in bindings)]
            if bodies:
                failpoint("transport.mid_batch")
                self._hand_over(door, bodies)
        return len(batch)

    def settle(self, sent: int) -> None:
        """What was handed over is safe already."""

    def _hand_over(self, door: Inbox, bodies: Sequence[bytes]) -> None:
        try:
            door.take(bodies)
        except Exception as error:
            raise NotConfirmed(f"{door.consumer}: {type(error).__name__}: {error}") from error

    def idle(self, seconds: float) -> None:
        """Commits wake us, so there is no need to look as often as `seconds` would."""
        self._said.wait(max(seconds, 1.0))
        self._said.clear()

    def close(self) -> None:
        return None
