"""How often and where is shared, and the end result."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from shared.events import Event, Moment, Text, Words, event


@event("experiments.sharing-plan.set.v1", subject="proeftuin_id")
class SharingPlanSet(Event):
    """Said when a proeftuin decides how often and where it shares. The channels deliver by it from now on."""

    proeftuin_id: UUID
    rhythm_days: int
    website: bool
    partup_id: str | None
    participants_first_days: int = 0


@event("experiments.end-result.delivered.v1", subject="proeftuin_id")
class EndResultDelivered(Event):
    """Said when the result a proeftuin worked towards is there, and where it is found. It may be delivered anew."""

    proeftuin_id: UUID
    type: Literal["service-or-product", "organisational-form", "recommendations", "data", "other"]
    title: Words
    description: Text
    url: Annotated[str, msgspec.Meta(max_length=500)] | None
    language: str = "nl"


@event("experiments.end-result.restated.v1", subject="proeftuin_id")
class EndResultRestated(Event):
    """Said on request, to one listener, with the end result as it was delivered last, and when."""

    proeftuin_id: UUID
    type: Literal["service-or-product", "organisational-form", "recommendations", "data", "other"]
    title: Words
    description: Text
    url: Annotated[str, msgspec.Meta(max_length=500)] | None
    language: str
    delivered_at: Moment
