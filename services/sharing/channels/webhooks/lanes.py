"""Who may go out now: so that a slow, dead or hostile address takes nobody else's turn.

What is under way for over a second counts as slow and leaves the quick lane; so however many hang, as many quick calls
go on as before. Addresses that failed last time share a small part of all places, and have one call at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from services.sharing.channels.webhooks.calling import AT_ONCE
from shared import clock

QUICK = 16
SLOW_AFTER = 1.0
TROUBLED = AT_ONCE // 4
PER_ADDRESS = 2


@dataclass(frozen=True)
class Ticket:
    """A call that wants to go out: for a delivery, or a challenge (then both ids are the webhook's)."""

    id: UUID
    webhook_id: UUID
    troubled: bool
    """Whether the last call to this address failed."""


@dataclass
class Lanes:
    """What is under way, and who had a turn when."""

    under_way: dict[UUID, tuple[Ticket, float]] = field(default_factory=dict)
    served: dict[UUID, float] = field(default_factory=dict)

    def admit(self, tickets: Iterable[Ticket]) -> list[Ticket]:
        """Who of these may go out now, in turns: first of each address one, first of all who waited longest."""
        admitted = []
        for ticket in self._in_turns(tickets):
            if self.is_full():
                break
            if self._has_room(ticket):
                moment = clock.monotonic()
                self.under_way[ticket.id], self.served[ticket.webhook_id] = (ticket, moment), moment
                admitted.append(ticket)
        return admitted

    def leave(self, ticket: Ticket) -> None:
        """It is over."""
        self.under_way.pop(ticket.id, None)

    def is_full(self) -> bool:
        """Whether nobody at all can go out now."""
        since = clock.monotonic() - SLOW_AFTER
        quick = sum(began > since for _, began in self.under_way.values())
        return quick >= QUICK or len(self.under_way) >= AT_ONCE

    def _in_turns(self, tickets: Iterable[Ticket]) -> list[Ticket]:
        seen: Counter[UUID] = Counter()
        turns = []
        for ticket in tickets:
            if ticket.id not in self.under_way:
                turns.append((seen[ticket.webhook_id], self.served.get(ticket.webhook_id, 0.0), ticket))
                seen[ticket.webhook_id] += 1
        return [ticket for *_, ticket in sorted(turns, key=lambda turn: turn[:2])]

    def _has_room(self, ticket: Ticket) -> bool:
        others = [other for other, _ in self.under_way.values()]
        same = sum(other.webhook_id == ticket.webhook_id for other in others)
        if not ticket.troubled:
            return same < PER_ADDRESS
        return same < 1 and sum(other.troubled for other in others) < TROUBLED
