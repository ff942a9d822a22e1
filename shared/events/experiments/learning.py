"""Cycles of trying, looking and learning, what is decided on the way, and what it is worth."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from shared.events import Event, Text, Words, event


@event("experiments.cycle.opened.v1", subject="proeftuin_id")
class CycleOpened(Event):
    """Said when a running proeftuin begins a round of trying. No other round of it is open."""

    proeftuin_id: UUID
    cycle_id: UUID
    title: Words
    question: Text


@event("experiments.cycle.looked.v1", subject="proeftuin_id")
class CycleLooked(Event):
    """Said when the trying of a round is done and what came of it is looked at. A lesson is to follow."""

    proeftuin_id: UUID
    cycle_id: UUID


@event("experiments.cycle.closed.v1", subject="proeftuin_id")
class CycleClosed(Event):
    """Said when a round is closed, for good. Its lesson is the public update `lesson_id`, said by itself."""

    proeftuin_id: UUID
    cycle_id: UUID
    lesson_id: UUID


@event("experiments.cycle.broken-off.v1", subject="proeftuin_id")
class CycleBrokenOff(Event):
    """Said when a proeftuin stops with a round still open. Final; `lesson_id` is the lesson of the stop, if any."""

    proeftuin_id: UUID
    cycle_id: UUID
    lesson_id: UUID | None


@event("experiments.value.stated.v1", subject="proeftuin_id")
class ValueStated(Event):
    """Said when a participant tells which value a stakeholder expects or found. Earlier statements stay true of then.

    `part_id` is the id of the affected group, commitment or werkkring; society has none.
    """

    proeftuin_id: UUID
    statement_id: UUID
    stakeholder: Literal["affected-group", "commitment", "werkkring", "society"]
    part_id: UUID | None
    kind: Literal["expected", "found"]
    text: Text
    cycle_id: UUID | None


@event("experiments.decision.recorded.v1", subject="proeftuin_id")
class DecisionRecorded(Event):
    """Said when a participant records a decision for everyone; those for participants are not said. Never changed.

    What `supersedes_id` names is valid no longer; it may be a decision that was for participants only.
    """

    decision_id: UUID
    proeftuin_id: UUID
    supersedes_id: UUID | None
    title: Words
    context: Text
    decision: Text
    consequences: Text
