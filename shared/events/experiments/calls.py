"""What proeftuinen seek."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from shared.events import Event, Text, Words, event

Sought = Literal["partner", "research", "werkkring", "participants", "other"]


@event("experiments.call.opened.v1", subject="proeftuin_id")
class CallOpened(Event):
    """Said when a holder says what the proeftuin seeks. Each part is sought once at a time, `other` any number."""

    proeftuin_id: UUID
    call_id: UUID
    seeks: Sought
    title: Words
    text: Text
    language: str


@event("experiments.call.filled.v1", subject="proeftuin_id")
class CallFilled(Event):
    """Said when what was sought is there: a holder says so, or a commitment is accepted or a werkkring linked.

    `by_id` is the organisation or werkkring that came, where it was one.
    """

    proeftuin_id: UUID
    call_id: UUID
    seeks: Sought
    by_id: UUID | None


@event("experiments.call.closed.v1", subject="proeftuin_id")
class CallClosed(Event):
    """Said when something is sought no longer, though it did not come; without a reason where the proeftuin ends."""

    proeftuin_id: UUID
    call_id: UUID
    reason: Text | None
