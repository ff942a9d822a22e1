"""What ideas says: of ideas, and of those who show interest in them."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from shared.events import Event, Moment, Text, Words, event


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
    call_id: UUID | None = None


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
    call_id: UUID | None = None
    merged_into_id: UUID | None = None
    opened_at: Moment | None = None


@event("ideas.idea.held.v1", subject="idea_id", internal=True)
class IdeaHeld(Event):
    """Said when someone's first idea waits for a moderator, where the operator wants that. Nobody else may read it."""

    idea_id: UUID


@event("ideas.idea.unhidden.v1", subject="idea_id")
class IdeaUnhidden(Event):
    """Said when a hidden idea is shown again, as it was before. Carries the whole text, so that copies may return."""

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


@event("ideas.idea.merged.v1", subject="idea_id")
class IdeaMerged(Event):
    """Said when a steward lets an idea go on in another, with the reason. Its address leads there from now on.

    Interests moved along: each is also said to be dropped here and declared there.
    """

    idea_id: UUID
    into_id: UUID
    reason: Text


@event("ideas.idea.unmerged.v1", subject="idea_id")
class IdeaUnmerged(Event):
    """Said when a merge is undone within 14 days: the idea stands by itself again, in the state it had before."""

    idea_id: UUID
    from_id: UUID
    state: str
    reason: Text


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
    author_id: UUID | None = None


@event("ideas.comment.held.v1", subject="idea_id", internal=True)
class CommentHeld(Event):
    """Said when someone's first comment waits for a moderator, where the operator wants that."""

    idea_id: UUID
    comment_id: UUID


@event("ideas.comment.revised.v1", subject="idea_id")
class CommentRevised(Event):
    """Said when its author says a comment better. The text itself is read at ideas."""

    idea_id: UUID
    comment_id: UUID


@event("ideas.comment.withdrawn.v1", subject="idea_id")
class CommentWithdrawn(Event):
    """Said when its author takes a comment back for good. Copies of its text are to be removed."""

    idea_id: UUID
    comment_id: UUID


@event("ideas.comment.hidden.v1", subject="idea_id")
class CommentHidden(Event):
    """Said when a moderator hides a comment. Copies of its text are to be removed. The reason is for its author."""

    idea_id: UUID
    comment_id: UUID
    author_id: UUID | None = None


@event("ideas.comment.unhidden.v1", subject="idea_id")
class CommentUnhidden(Event):
    """Said when a hidden comment is shown again."""

    idea_id: UUID
    comment_id: UUID
    author_id: UUID | None = None


@event("ideas.report.made.v1", subject="report_id", internal=True)
class ReportMade(Event):
    """Said when a reader reports an idea, or a comment on it, to the moderators. By whom and why is read at ideas."""

    report_id: UUID
    idea_id: UUID
    comment_id: UUID | None


@event("ideas.report.decided.v1", subject="report_id", internal=True)
class ReportDecided(Event):
    """Said when a moderator dismisses a report, or hides what was reported. Whoever reported is to be told."""

    report_id: UUID
    idea_id: UUID
    comment_id: UUID | None
    outcome: Literal["upheld", "dismissed"]
    reporter_id: UUID | None = None


@event("ideas.appeal.lodged.v1", subject="appeal_id", internal=True)
class AppealLodged(Event):
    """Said when the author of a hidden idea appeals. Another moderator than who hid it is to decide."""

    appeal_id: UUID
    idea_id: UUID


@event("ideas.appeal.decided.v1", subject="appeal_id", internal=True)
class AppealDecided(Event):
    """Said when an appeal was granted, and the idea is shown again, or denied. The author is to be told."""

    appeal_id: UUID
    idea_id: UUID
    outcome: Literal["granted", "denied"]


@event("ideas.call.opened.v1", subject="call_id")
class CallOpened(Event):
    """Said when the first day of a call for ideas has come: until its last day ideas may answer it."""

    call_id: UUID
    title: Words
    question: Text
    language: str
    proeftuin_id: UUID | None
    opens_on: date
    closes_on: date


@event("ideas.call.closed.v1", subject="call_id")
class CallClosed(Event):
    """Said when the last day of a call is over, or someone closed it before, then with a reason. Final."""

    call_id: UUID
    reason: Text | None


@event("ideas.call.restated.v1", subject="call_id")
class CallRestated(Event):
    """Said on request, to one listener, with the present facts of a call."""

    call_id: UUID
    state: str
    title: Words
    question: Text
    language: str
    proeftuin_id: UUID | None
    opens_on: date
    closes_on: date


@event("ideas.erasure.done.v1", subject="person_id", internal=True)
class ErasureDone(Event):
    """Said when ideas has forgotten someone who was erased: the receipt that identity waits for."""

    person_id: UUID


@event("ideas.export.ready.v1", subject="export_id", internal=True)
class ExportReady(Event):
    """Said when ideas holds its part of an export ready. The person fetches it with his own token."""

    export_id: UUID
