"""What is said of ideas, and what moderators decide: commenting, hiding, reports, appeals. Reasons stay on the page."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from services.identity.use_cases.notices import follow, key_beside, know_topic, note, withdraw_news
from shared.bus.subscriptions import Subscriptions
from shared.events.envelope import Heard
from shared.events.ideas import (
    AppealDecided,
    CommentHidden,
    CommentPlaced,
    CommentUnhidden,
    IdeaHidden,
    IdeaUnhidden,
    ReportDecided,
)

subscriptions = Subscriptions("identity.mail")


@subscriptions.on(CommentPlaced)
def tell_when_comment_placed(session: Session, heard: Heard[CommentPlaced]) -> None:
    """Author and followers are told; the comment itself is read at the idea.

    Where a moderator looked at it first, whoever wrote it is told that it stands, and by him it was placed.
    """
    told = heard.event
    writer = told.author_id or heard.envelope.actor
    about: dict[str, Any] = {"about_id": writer, "actor_id": writer}
    note(session, heard, "comment.placed", "followers", told.idea_id, **about)
    if told.author_id is not None and heard.envelope.actor not in (None, told.author_id):
        key = key_beside(heard)
        note(session, heard, "comment.released", "person", told.idea_id, key=key, person_id=told.author_id)


@subscriptions.on(CommentHidden)
def tell_writer_when_comment_hidden(session: Session, heard: Heard[CommentHidden]) -> None:
    """Whoever wrote it is told; the reason stands at the comment, for him alone."""
    if heard.event.author_id is not None:
        note(session, heard, "comment.hidden", "person", heard.event.idea_id, person_id=heard.event.author_id)


@subscriptions.on(CommentUnhidden)
def tell_writer_when_comment_unhidden(session: Session, heard: Heard[CommentUnhidden]) -> None:
    """Whoever wrote it is told that it can be read again."""
    if heard.event.author_id is not None:
        note(session, heard, "comment.unhidden", "person", heard.event.idea_id, person_id=heard.event.author_id)


@subscriptions.on(IdeaHidden)
def tell_author_when_idea_hidden(session: Session, heard: Heard[IdeaHidden]) -> None:
    """Its author is told; the reason stands on the page, for him alone."""
    withdraw_news(session, heard.event.idea_id)
    note(session, heard, "idea.hidden", "author", heard.event.idea_id)


@subscriptions.on(IdeaUnhidden)
def tell_author_when_idea_unhidden(session: Session, heard: Heard[IdeaUnhidden]) -> None:
    """Its author is told that everyone can read it again."""
    told = heard.event
    know_topic(session, told.idea_id, "idea", told.title, heard.version)
    follow(session, heard, told.idea_id, told.author_id, "author")
    note(session, heard, "idea.unhidden", "author", told.idea_id)


@subscriptions.on(ReportDecided)
def answer_when_report_decided(session: Session, heard: Heard[ReportDecided]) -> None:
    """Whoever reported it is told what a moderator decided."""
    told = heard.event
    if told.reporter_id is not None:
        note(session, heard, f"report.{told.outcome}", "person", told.idea_id, person_id=told.reporter_id)


@subscriptions.on(AppealDecided)
def answer_when_appeal_decided(session: Session, heard: Heard[AppealDecided]) -> None:
    """The author is told; the reason stands on the page."""
    note(session, heard, f"appeal.{heard.event.outcome}", "author", heard.event.idea_id)
