"""Reports: readers tell moderators what should not stand there, and hear what was decided."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ideas import permissions
from services.ideas.model import Comment, Idea, Report
from services.ideas.use_cases.story import load_idea, must_find, tell
from shared.actor import Actor
from shared.errors import Conflict
from shared.events.ideas import ReportDecided, ReportMade


def report_idea(session: Session, actor: Actor, idea_id: UUID, *, reason: str) -> Report:
    """A reader reports an idea."""
    person = actor.person
    idea = load_idea(session, actor, idea_id)
    if idea.author_id == person:
        raise Conflict("own", "What you wrote yourself you can take back.")
    return _report(session, actor, Report(idea_id=idea.id, reporter_id=person, reason=reason))


def report_comment(session: Session, actor: Actor, idea_id: UUID, comment_id: UUID, *, reason: str) -> Report:
    """A reader reports a comment."""
    person = actor.person
    idea = load_idea(session, actor, idea_id)
    comment = permissions.must_see_comment(actor, idea, session.get(Comment, comment_id))
    if comment.author_id == person:
        raise Conflict("own", "What you wrote yourself you can take back.")
    if comment.state == "withdrawn":
        raise Conflict("wrong-state", "This comment was taken back already.")
    report = Report(idea_id=idea.id, comment_id=comment.id, reporter_id=person, reason=reason)
    return _report(session, actor, report)


def dismiss_report(session: Session, actor: Actor, report_id: UUID, *, reason: str) -> Report:
    """A moderator sees no reason to hide it, and says why."""
    permissions.must_be_moderator(actor)
    found = session.scalar(select(Report).where(Report.id == report_id).with_for_update())
    report: Report = must_find(found, "report")
    reported = session.get(Comment, report.comment_id) if report.comment_id else session.get(Idea, report.idea_id)
    permissions.must_not_judge_himself(actor, must_find(reported, "report"))
    report.decide("dismissed", actor.person, reason)
    tell(session, actor, _decided(report, "dismissed"))
    return report


def uphold_reports(
    session: Session, actor: Actor, idea: Idea, comment: Comment | None, answer: str
) -> list[ReportDecided]:
    """What was reported is hidden now: close its open reports. Returns what is to be told."""
    about = Report.comment_id.is_(None) if comment is None else Report.comment_id == comment.id
    query = select(Report).where(Report.idea_id == idea.id, about, Report.state == "open").order_by(Report.id)
    found = list(session.scalars(query.with_for_update()))
    for report in found:
        report.decide("upheld", actor.person_id, answer)
    return [_decided(report, "upheld") for report in found]


def _report(session: Session, actor: Actor, report: Report) -> Report:
    same = Report.comment_id.is_(None) if report.comment_id is None else Report.comment_id == report.comment_id
    mine = select(Report.id).where(Report.idea_id == report.idea_id, same, Report.reporter_id == report.reporter_id)
    if session.execute(mine.where(Report.state == "open")).first() is not None:
        raise Conflict("reported-already", "You reported this already; a moderator will look at it.")
    session.add(report)
    session.flush()
    tell(session, actor, ReportMade(**_about(report)))
    return report


def _decided(report: Report, outcome: Literal["upheld", "dismissed"]) -> ReportDecided:
    return ReportDecided(**_about(report), outcome=outcome, reporter_id=report.reporter_id)


def _about(report: Report) -> dict[str, Any]:
    return {"report_id": report.id, "idea_id": report.idea_id, "comment_id": report.comment_id}
