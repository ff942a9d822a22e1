"""How proeftuinen hang together."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from shared.events import Event, Text, Words, event


@event("experiments.relation.made.v1", subject="proeftuin_id")
class RelationMade(Event):
    """Said when a holder of either proeftuin says how two hang together: this one builds on the other, or they share.

    `same-question` and `same-programme` hold either way round, and are said once.
    """

    relation_id: UUID
    proeftuin_id: UUID
    other_id: UUID
    kind: Literal["builds-on", "same-question", "same-programme"]


@event("experiments.relation.removed.v1", subject="proeftuin_id")
class RelationRemoved(Event):
    """Said when a holder of either proeftuin takes a relation back."""

    relation_id: UUID
    proeftuin_id: UUID
    other_id: UUID


@event("experiments.successor.named.v1", subject="proeftuin_id")
class SuccessorNamed(Event):
    """Said when a completed or stopped proeftuin is said to go on in another one; a later word replaces this."""

    proeftuin_id: UUID
    successor_id: UUID


@event("experiments.successor.dropped.v1", subject="proeftuin_id")
class SuccessorDropped(Event):
    """Said when it is no longer said to go on anywhere."""

    proeftuin_id: UUID


@event("experiments.programme.linked.v1", subject="proeftuin_id")
class ProgrammeLinked(Event):
    """Said when holders say which running programme the proeftuin joins, or why none; a later word replaces this.

    `programme_key` is the same for those who spell it a little differently.
    """

    proeftuin_id: UUID
    programme_key: str | None
    programme: Words | None
    url: str | None
    why_none: Text | None
