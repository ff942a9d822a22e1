"""Updates: what the group tells."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from shared.events import Event, Moment, Text, Words, event


@event("experiments.update.posted.v1", subject="update_id")
class UpdatePosted(Event):
    """Said when everyone may read an update: it is to be published. Private updates are not said, and where the group
    has what it tells first, an update is said once its days are over.

    Where `credited` is false its author is not to be named, and the public log does not tell who it is.
    """

    update_id: UUID
    proeftuin_id: UUID
    author_id: UUID
    kind: Literal["progress", "experience", "outcome", "lesson"]
    title: Words
    body: Text
    language: str
    licence: str = "CC-BY-4.0"
    credited: bool = True


@event("experiments.update.revised.v1", subject="update_id")
class UpdateRevised(Event):
    """Said when a public update changes. Carries the whole present text."""

    update_id: UUID
    proeftuin_id: UUID
    author_id: UUID
    kind: Literal["progress", "experience", "outcome", "lesson"]
    title: Words
    body: Text
    language: str
    licence: str = "CC-BY-4.0"
    credited: bool = True


@event("experiments.update.withdrawn.v1", subject="update_id")
class UpdateWithdrawn(Event):
    """Said when a public update is taken back or made private. Copies of its text are to be removed."""

    update_id: UUID
    proeftuin_id: UUID


@event("experiments.update.restated.v1", subject="update_id")
class UpdateRestated(Event):
    """Said on request, to one listener, with the present text of a public update."""

    update_id: UUID
    proeftuin_id: UUID
    author_id: UUID
    kind: Literal["progress", "experience", "outcome", "lesson"]
    title: Words
    body: Text
    language: str
    licence: str = "CC-BY-4.0"
    credited: bool = True
    public_since: Moment | None = None
