"""Own financing: totals only."""

from __future__ import annotations

from uuid import UUID

from shared.events import Event, event


@event("experiments.funding.changed.v1", subject="proeftuin_id")
class FundingChanged(Event):
    """Said when the totals of a proeftuin's own funding change. Totals are public, sources are not.

    `spent_cents` is part of what was received or accounted for; what is spent is said line by line to nobody.
    """

    proeftuin_id: UUID
    currency: str
    asked_cents: int
    promised_cents: int
    received_cents: int
    accounted_cents: int = 0
    refused_cents: int = 0
    spent_cents: int = 0
