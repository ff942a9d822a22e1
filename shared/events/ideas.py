"""What ideas says: of ideas, and of those who show interest in them."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from shared.events import Event, Text, Words, event


@event("ideas.idea.opened.v1", subject="idea_id")
class IdeaOpened(Event):
    """Said when a draft becomes public. From now on people may show interest in it."""

    idea_id: UUID
    author_id: UUID
    title: Words
    what: Text
    why: Text
    concerns: list[Words]
    themes: list[Words]
    municipality: Words | None
    language: str


@event("ideas.idea.revised.v1", subject="idea_id")
class IdeaRevised(Event):
    """Said when the text of a public idea changes. Carries the whole present text."""

    idea_id: UUID
    title: Words
    what: Text
    why: Text
    concerns: list[Words]
    themes: list[Words]
    municipality: Words | None
    language: str


@event("ideas.idea.parked.v1", subject="idea_id")
class IdeaParked(Event):
    """Said when a steward sets an idea aside, with the reason. It may be reopened."""

    idea_id: UUID
    reason: Text


@event("ideas.idea.reopened.v1", subject="idea_id")
class IdeaReopened(Event):
    """Said when a parked idea is open again, with the reason."""

    idea_id: UUID
    reason: Text


@event("ideas.idea.withdrawn.v1", subject="idea_id")
class IdeaWithdrawn(Event):
    """Said when the author takes an open idea back, with the reason. Copies of its text are to be removed."""

    idea_id: UUID
    reason: Text


@event("ideas.idea.hidden.v1", subject="idea_id")
class IdeaHidden(Event):
    """Said when a moderator hides an idea. Copies of its text are to be removed. The reason stays with the author."""

    idea_id: UUID


@event("ideas.idea.adopted.v1", subject="idea_id")
class IdeaAdopted(Event):
    """Said when a member of a werkkring adopts an open idea with enough people who want to join.

    A proeftuin with the id `proeftuin_id` is to be formed by experiments, linked to the werkkring, with the
    initiator as its first holder. Those who showed interest are asked by their own choice, never added.
    """

    idea_id: UUID
    proeftuin_id: UUID
    werkkring_id: UUID
    initiator_id: UUID
    title: Words
    what: Text
    why: Text
    concerns: list[Words]
    themes: list[Words]
    municipality: Words | None
    language: str


@event("ideas.idea.restated.v1", subject="idea_id")
class IdeaRestated(Event):
    """Said on request, to one listener, with the present facts of a public idea."""

    idea_id: UUID
    state: str
    author_id: UUID
    title: Words
    what: Text
    why: Text
    concerns: list[Words]
    themes: list[Words]
    municipality: Words | None
    language: str
    proeftuin_id: UUID | None = None


@event("ideas.interest.declared.v1", subject="idea_id", internal=True)
class InterestDeclared(Event):
    """Said when someone wants to join, contribute to or follow an idea, or changes which of these."""

    idea_id: UUID
    person_id: UUID
    kind: Literal["join", "contribute", "follow"]


@event("ideas.interest.dropped.v1", subject="idea_id", internal=True)
class InterestDropped(Event):
    """Said when someone takes his interest in an idea back."""

    idea_id: UUID
    person_id: UUID


@event("ideas.comment.placed.v1", subject="idea_id")
class CommentPlaced(Event):
    """Said when someone comments on an idea. The text itself is read at ideas."""

    idea_id: UUID
    comment_id: UUID
    parent_id: UUID | None


@event("ideas.erasure.done.v1", subject="person_id", internal=True)
class ErasureDone(Event):
    """Said when ideas has forgotten someone who was erased: the receipt that identity waits for."""

    person_id: UUID


@event("ideas.export.ready.v1", subject="export_id", internal=True)
class ExportReady(Event):
    """Said when ideas holds its part of an export ready. The person fetches it with his own token."""

    export_id: UUID
