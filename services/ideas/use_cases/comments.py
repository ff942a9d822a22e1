"""Talking about an idea: placing, answering, saying it better, taking it back; hiding and releasing."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ideas import permissions
from services.ideas.model import Comment, Idea
from services.ideas.use_cases.newcomers import is_newcomer
from services.ideas.use_cases.reports import uphold_reports
from services.ideas.use_cases.story import load_idea, tell
from shared import markdown
from shared.actor import Actor
from shared.errors import Invalid, NotFound, Reason
from shared.events.ideas import (
    CommentHeld,
    CommentHidden,
    CommentPlaced,
    CommentRevised,
    CommentUnhidden,
    CommentWithdrawn,
)


def place_comment(
    session: Session, actor: Actor, idea_id: UUID, *, body: str, parent_id: UUID | None, hold_first: bool
) -> Comment:
    """Say something about a public idea, or answer a comment (one level); a newcomer's may wait for a moderator."""
    person = actor.person
    idea = load_idea(session, actor, idea_id)
    idea.must_take_comments()
    if parent_id is not None:
        _must_be_thread(actor, session.get(Comment, parent_id), idea)
    comment = Comment(idea_id=idea.id, author_id=person, parent_id=parent_id, body=body)
    comment.body_html = markdown.render(body)
    comment.state = "held" if hold_first and is_newcomer(session, person) else "shown"
    session.add(comment)
    session.flush()
    tell(session, actor, _placed(comment) if comment.state == "shown" else CommentHeld(**_about(comment)))
    return comment


def revise_comment(session: Session, actor: Actor, comment: Comment, *, body: str) -> Comment:
    """Its author says it better; `comment` was loaded for change and its version checked."""
    permissions.must_be_author(actor, comment)
    changed = comment.revise(body, markdown.render(body))
    session.flush()
    if changed and comment.state == "shown":
        tell(session, actor, CommentRevised(**_about(comment)))
    return comment


def withdraw_comment(session: Session, actor: Actor, idea_id: UUID, comment_id: UUID) -> Comment:
    """Its author takes it back for good; answers to it stay."""
    comment = load_comment(session, actor, idea_id, comment_id)
    permissions.must_be_author(actor, comment)
    comment.withdraw()
    session.flush()
    tell(session, actor, CommentWithdrawn(**_about(comment)))
    return comment


def hide_comment(session: Session, actor: Actor, idea_id: UUID, comment_id: UUID, *, reason: str) -> Comment:
    """A moderator hides it; its author reads why. What was reported of it is upheld."""
    permissions.must_be_moderator(actor)
    comment = load_comment(session, actor, idea_id, comment_id)
    comment.hide(actor.person, reason)
    session.flush()
    upheld = uphold_reports(session, actor, load_idea(session, actor, idea_id), comment, reason)
    tell(session, actor, CommentHidden(**_whose(comment)), *upheld)
    return comment


def unhide_comment(session: Session, actor: Actor, idea_id: UUID, comment_id: UUID) -> Comment:
    """A moderator shows it again, or goes on holding what was held."""
    permissions.must_be_moderator(actor)
    comment = load_comment(session, actor, idea_id, comment_id)
    permissions.must_not_judge_himself(actor, comment)
    comment.unhide()
    session.flush()
    if comment.state == "shown":
        tell(session, actor, CommentUnhidden(**_whose(comment)))
    return comment


def release_comment(session: Session, actor: Actor, idea_id: UUID, comment_id: UUID) -> Comment:
    """A moderator looked at a held comment: everyone may read it now."""
    permissions.must_be_moderator(actor)
    comment = load_comment(session, actor, idea_id, comment_id)
    comment.release()
    session.flush()
    tell(session, actor, _placed(comment))
    return comment


def load_comment(session: Session, actor: Actor, idea_id: UUID, comment_id: UUID) -> Comment:
    """The comment, for whoever may know of it; its idea is locked, so that verbs about it go one at a time."""
    idea = load_idea(session, actor, idea_id)
    found = session.scalar(select(Comment).where(Comment.id == comment_id).with_for_update())
    return permissions.must_see_comment(actor, idea, found)


def _must_be_thread(actor: Actor, parent: Comment | None, idea: Idea) -> None:
    found = permissions.must_see_comment(actor, idea, parent)
    if found.state not in ("shown", "held"):
        raise NotFound("no-such-comment", "This comment is there no longer.")
    if found.parent_id is not None:
        raise Invalid(
            "too-deep", "Answers go one level deep.", (Reason("invalid", "Answer the first comment.", "/parentId"),)
        )


def _about(comment: Comment) -> dict[str, UUID]:
    return {"idea_id": comment.idea_id, "comment_id": comment.id}


def _whose(comment: Comment) -> dict[str, UUID]:
    """What is told where the author hears of it too, whoever did it."""
    return {**_about(comment), "author_id": comment.author_id}


def _placed(comment: Comment) -> CommentPlaced:
    return CommentPlaced(**_whose(comment), parent_id=comment.parent_id)
