"""The proeftuin as a whole: its course, its composition as it is watched, and what time brings."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from shared.events import Event, Moment, Text, Words, event


@event("experiments.proeftuin.formed.v1", subject="proeftuin_id")
class ProeftuinFormed(Event):
    """Said when an adopted idea has become a proeftuin. It is forming: people may join, nothing runs yet."""

    proeftuin_id: UUID
    idea_id: UUID
    werkkring_id: UUID
    title: Words
    summary: Text
    themes: list[Words]
    municipality: Words | None
    language: str


@event("experiments.proeftuin.started.v1", subject="proeftuin_id")
class ProeftuinStarted(Event):
    """Said when every condition S1–S8 holds and a holder starts the proeftuin. It ends on `end_date` at the latest."""

    proeftuin_id: UUID
    start_date: date
    end_date: date


@event("experiments.proeftuin.paused.v1", subject="proeftuin_id")
class ProeftuinPaused(Event):
    """Said when a proeftuin pauses, by a holder or by the system after a broken composition. Paused time counts."""

    proeftuin_id: UUID


@event("experiments.proeftuin.resumed.v1", subject="proeftuin_id")
class ProeftuinResumed(Event):
    """Said when a paused proeftuin runs again. Its end has not moved."""

    proeftuin_id: UUID


@event("experiments.proeftuin.stopped.v1", subject="proeftuin_id")
class ProeftuinStopped(Event):
    """Said when a proeftuin ends early, with the reason. Final."""

    proeftuin_id: UUID
    reason: Text


@event("experiments.proeftuin.concluding.v1", subject="proeftuin_id")
class ProeftuinConcluding(Event):
    """Said when a proeftuin begins to round off: by a holder in the last six months, or by the system at its end."""

    proeftuin_id: UUID


@event("experiments.proeftuin.completed.v1", subject="proeftuin_id")
class ProeftuinCompleted(Event):
    """Said when the closing checklist is done and the end result delivered. Final."""

    proeftuin_id: UUID


@event("experiments.proeftuin.restated.v1", subject="proeftuin_id")
class ProeftuinRestated(Event):
    """Said on request, to one listener, with the present facts of a proeftuin."""

    proeftuin_id: UUID
    idea_id: UUID
    state: str
    title: Words
    summary: Text
    themes: list[Words]
    municipality: Words | None
    language: str
    werkkring_ids: list[UUID]
    start_date: date | None = None
    end_date: date | None = None
    formed_at: Moment | None = None


@event("experiments.werkkring.linked.v1", subject="proeftuin_id")
class WerkkringLinked(Event):
    """Said when a further werkkring takes part in a proeftuin."""

    proeftuin_id: UUID
    werkkring_id: UUID


@event("experiments.composition.broken.v1", subject="proeftuin_id")
class CompositionBroken(Event):
    """Said when a running proeftuin misses a part it may not miss; it is paused by the system after `repair_by`."""

    proeftuin_id: UUID
    missing: list[str]
    repair_by: date


@event("experiments.composition.repaired.v1", subject="proeftuin_id")
class CompositionRepaired(Event):
    """Said when a broken composition is whole again."""

    proeftuin_id: UUID


@event("experiments.horizon.neared.v1", subject="proeftuin_id")
class HorizonNeared(Event):
    """Said 30, 12, 3 and 1 months before the end: it is time to think of what comes after, or to round off."""

    proeftuin_id: UUID
    months_left: int
    end_date: date


@event("experiments.rhythm.overdue.v1", subject="proeftuin_id")
class RhythmOverdue(Event):
    """Said when nothing public was told for longer than the sharing rhythm; `turn` says whose turn it is to act.

    First the holders are reminded, two weeks later the mentor, two weeks later the proeftuin shows as quiet.
    """

    proeftuin_id: UUID
    silent_since: date
    turn: Literal["holders", "mentor", "quiet"]
