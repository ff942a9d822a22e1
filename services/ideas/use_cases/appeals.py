"""Appeals: the author of a hidden idea asks again, and another moderator decides."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ideas import permissions
from services.ideas.model import Appeal, Decision, Idea
from services.ideas.model.appeal import PERIOD
from services.ideas.use_cases.story import load_idea, must_find, note, tell
from shared import clock
from shared.actor import Actor
from shared.errors import Conflict
from shared.events.ideas import AppealDecided, AppealLodged


def appeal_idea(session: Session, actor: Actor, idea_id: UUID, *, text: str) -> Appeal:
    """The author says why the idea should be shown again: once per decision, within half a year."""
    idea = load_idea(session, actor, idea_id)
    permissions.must_be_author(actor, idea)
    decision = _hidden_by(session, idea)
    if session.scalar(select(Appeal.id).where(Appeal.decision_id == decision.id)) is not None:
        raise Conflict("appealed-already", "You appealed against this decision already.")
    if clock.now() > decision.at + PERIOD:
        raise Conflict("too-late", f"An appeal is possible for {PERIOD.days} days.")
    appeal = Appeal(idea_id=idea.id, decision_id=decision.id, hidden_by=decision.actor_id, text=text)
    session.add(appeal)
    session.flush()
    tell(session, actor, AppealLodged(appeal_id=appeal.id, idea_id=idea.id))
    return appeal


def load_appeal(session: Session, actor: Actor, idea_id: UUID, appeal_id: UUID) -> tuple[Idea, Appeal]:
    """The idea and this appeal of its author, locked, for moderators."""
    permissions.must_be_moderator(actor)
    idea = load_idea(session, actor, idea_id)
    permissions.must_not_judge_himself(actor, idea)
    found = select(Appeal).where(Appeal.id == appeal_id, Appeal.idea_id == idea.id)
    return idea, must_find(session.scalar(found.with_for_update()), "appeal")


def deny_appeal(session: Session, actor: Actor, idea_id: UUID, appeal_id: UUID, *, reason: str) -> Appeal:
    """Another moderator keeps the idea hidden, and says why."""
    idea, appeal = load_appeal(session, actor, idea_id, appeal_id)
    appeal.decide("denied", actor.person, reason)
    tell(session, actor, AppealDecided(appeal_id=appeal.id, idea_id=idea.id, outcome="denied"))
    note(session, idea, "deny-appeal", actor, reason)
    return appeal


def grant_open_appeal(session: Session, actor: Actor, idea: Idea, reason: str) -> list[AppealDecided]:
    """Whoever shows the idea again has granted what waits; there is at most one."""
    waiting = select(Appeal).where(Appeal.idea_id == idea.id, Appeal.state == "lodged").with_for_update()
    found = list(session.scalars(waiting))
    for appeal in found:
        appeal.close("granted", actor.person, reason)
    return [AppealDecided(appeal_id=appeal.id, idea_id=idea.id, outcome="granted") for appeal in found]


def _hidden_by(session: Session, idea: Idea) -> Decision:
    if idea.state != "hidden":
        raise Conflict("wrong-state", "Only what a moderator hid can be appealed for.")
    last = select(Decision).where(Decision.idea_id == idea.id, Decision.verb == "hide")
    return session.scalars(last.order_by(Decision.id.desc()).limit(1)).one()
