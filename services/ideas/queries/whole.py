"""Ideas with everything a reader sees, in a fixed number of statements however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from services.ideas import permissions
from services.ideas.model import Becoming, Comment, Decision, Idea, Interest
from services.ideas.model.decision import CONFIDENTIAL
from shared.actor import Actor

COLUMNS = tuple(column.key for column in Idea.__mapper__.column_attrs)


def whole_ideas(session: Session, actor: Actor, ideas: Sequence[Idea]) -> list[dict[str, Any]]:
    """Each of these with its counts, its last decision, what became of it, and the reader's own interest."""
    ids = [idea.id for idea in ideas]
    interests, comments = _interests(session, ids), _comments(session, ids)
    own, last = _own_interests(session, actor, ids), _last_decisions(session, ids)
    became = _becoming(session, [idea.proeftuin_id for idea in ideas if idea.proeftuin_id])
    return [
        {
            **{name: getattr(idea, name) for name in COLUMNS},
            "interests": interests.get(idea.id, {}),
            "comments": comments.get(idea.id, 0),
            "my_interest": own.get(idea.id),
            "decision": _decision(actor, idea, last.get(idea.id)),
            "became_of": _became_of(idea, became),
            "merged_into": idea.merged_into_id,
        }
        for idea in ideas
    ]


def _interests(session: Session, ids: Sequence[UUID]) -> dict[UUID, dict[str, int]]:
    found = {idea_id: {"join": 0, "contribute": 0, "follow": 0} for idea_id in ids}
    counted = select(Interest.idea_id, Interest.kind, func.count().label("n")).where(Interest.idea_id.in_(ids))
    for row in session.execute(counted.group_by(Interest.idea_id, Interest.kind)):
        found[row.idea_id][row.kind] = row.n
    return found


def _comments(session: Session, ids: Sequence[UUID]) -> dict[UUID, Any]:
    shown = select(Comment.idea_id, func.count()).where(Comment.idea_id.in_(ids), Comment.state == "shown")
    return _pairs(session, shown.group_by(Comment.idea_id))


def _own_interests(session: Session, actor: Actor, ids: Sequence[UUID]) -> dict[UUID, Any]:
    if actor.person_id is None:
        return {}
    mine = and_(Interest.idea_id.in_(ids), Interest.person_id == actor.person_id)
    return _pairs(session, select(Interest.idea_id, Interest.kind).where(mine))


def _last_decisions(session: Session, ids: Sequence[UUID]) -> dict[UUID, Decision]:
    newest = select(func.max(Decision.at).label("at"), Decision.idea_id).where(Decision.idea_id.in_(ids))
    newest_of = newest.group_by(Decision.idea_id).subquery()
    last = select(Decision).join(
        newest_of, and_(newest_of.c.idea_id == Decision.idea_id, newest_of.c.at == Decision.at)
    )
    return {decision.idea_id: decision for decision in session.scalars(last.order_by(Decision.id))}


def _decision(actor: Actor, idea: Idea, decision: Decision | None) -> dict[str, Any] | None:
    if decision is None:
        return None
    return decision_view(decision, permissions.may_read_reasons(actor, idea))


def decision_view(decision: Decision, told: bool) -> dict[str, Any]:
    """A decision, with its reason for whom it is."""
    facts = {name: getattr(decision, name) for name in ("verb", "actor_id", "at")}
    return {**facts, "reason": decision.reason if told or decision.verb not in CONFIDENTIAL else None}


def _becoming(session: Session, ids: Sequence[UUID]) -> dict[UUID, Becoming]:
    if not ids:
        return {}
    return {one.proeftuin_id: one for one in session.scalars(select(Becoming).where(Becoming.proeftuin_id.in_(ids)))}


def _became_of(idea: Idea, known: dict[UUID, Becoming]) -> dict[str, Any] | None:
    """What became of an adopted idea; in the making, until word of its proeftuin arrives."""
    if idea.proeftuin_id is None:
        return None
    found = known.get(idea.proeftuin_id)
    if found is None:
        found = Becoming(proeftuin_id=idea.proeftuin_id, state="forming")
    parts = ("type", "title", "description", "url")
    result = {name: getattr(found, f"result_{name}") for name in parts} if found.result_title else None
    facts = {name: getattr(found, name) for name in ("proeftuin_id", "state", "reason", "start_date", "end_date")}
    return {**facts, "end_result": result}


def _pairs(session: Session, query: Select[*tuple[Any, ...]]) -> dict[UUID, Any]:
    return {row[0]: row[1] for row in session.execute(query)}
