"""Who is kept out of a proeftuin by moderators, and appeals against it. About persons, so internal."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from shared.events import Event, event


@event("experiments.bar.imposed.v1", subject="bar_id", internal=True)
class BarImposed(Event):
    """Said when a moderator keeps someone out of a proeftuin. If he took part, that ended. He is to be told.

    The reason is his to read at the proeftuin, and not said.
    """

    bar_id: UUID
    proeftuin_id: UUID
    person_id: UUID


@event("experiments.bar.lifted.v1", subject="bar_id", internal=True)
class BarLifted(Event):
    """Said when someone who was kept out of a proeftuin may join it again. He is to be told."""

    bar_id: UUID
    proeftuin_id: UUID
    person_id: UUID


@event("experiments.appeal.lodged.v1", subject="appeal_id", internal=True)
class AppealLodged(Event):
    """Said when someone appeals against being kept out. Another moderator than who barred, or a steward, decides."""

    appeal_id: UUID
    proeftuin_id: UUID
    person_id: UUID


@event("experiments.appeal.decided.v1", subject="appeal_id", internal=True)
class AppealDecided(Event):
    """Said when an appeal was granted, and the bar is lifted, or denied. Who appealed is to be told."""

    appeal_id: UUID
    proeftuin_id: UUID
    person_id: UUID
    outcome: Literal["granted", "denied"]
