"""Ideas with everything a reader sees, in a fixed number of statements however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, ScalarSelect, Uuid, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from services.ideas import permissions
from services.ideas.model import Becoming, Comment, Decision, Idea, Interest
from services.ideas.model.decision import CONFIDENTIAL
from shared.actor import Actor

COLUMNS = tuple(column.key for column in Idea.__mapper__.column_attrs)
KINDS = ("join", "contribute", "follow")


def _declared(kind: str) -> ScalarSelect[int]:
    counted = select(func.count()).where(Interest.idea_id == Idea.id, Interest.kind == kind)
    return counted.scalar_subquery()


_COMMENTS = select(func.count()).where(Comment.idea_id == Idea.id, Comment.state == "shown").scalar_subquery()
_OWN = select(Interest.kind).where(Interest.idea_id == Idea.id, Interest.person_id == bindparam("reader", type_=Uuid()))
_TAKEN = aliased(Decision)
_NEWEST = _TAKEN.at.desc(), _TAKEN.id.desc()
_LAST = select(_TAKEN.id).where(_TAKEN.idea_id == Idea.id).order_by(*_NEWEST).limit(1).correlate(Idea)
AROUND = (
    select(
        Idea.id,
        *(_declared(kind).label(kind) for kind in KINDS),
        _COMMENTS.label("comments"),
        _OWN.scalar_subquery().label("my_interest"),
        Decision,
        Becoming,
    )
    .select_from(Idea)
    .outerjoin(Decision, Decision.id == _LAST.scalar_subquery())
    .outerjoin(Becoming, Becoming.proeftuin_id == Idea.proeftuin_id)
    .where(Idea.id.in_(bindparam("ids", expanding=True)))
)
"""What stands around ideas, in one statement that is made once: making it costs more than the answer."""


def whole_ideas(session: Session, actor: Actor, ideas: Sequence[Idea]) -> list[dict[str, Any]]:
    """Each of these with its counts, its last decision, what became of it, and the reader's own interest."""
    asked = {"ids": [idea.id for idea in ideas], "reader": actor.person_id}
    rows = session.execute(AROUND, asked) if ideas else ()
    around = {row.id: row for row in rows}
    return [_whole(actor, idea, around[idea.id]) for idea in ideas]


def _whole(actor: Actor, idea: Idea, around: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    return {
        **{name: getattr(idea, name) for name in COLUMNS},
        "interests": {kind: getattr(around, kind) for kind in KINDS},
        "comments": around.comments,
        "my_interest": around.my_interest,
        "decision": _decision(actor, idea, around.Decision),
        "became_of": _became_of(idea, around.Becoming),
        "merged_into": idea.merged_into_id,
    }


def _decision(actor: Actor, idea: Idea, decision: Decision | None) -> dict[str, Any] | None:
    if decision is None:
        return None
    return decision_view(decision, permissions.may_read_reasons(actor, idea))


def decision_view(decision: Decision, told: bool) -> dict[str, Any]:
    """A decision, with its reason for whom it is."""
    facts = {name: getattr(decision, name) for name in ("verb", "actor_id", "at")}
    return {**facts, "reason": decision.reason if told or decision.verb not in CONFIDENTIAL else None}


def _became_of(idea: Idea, known: Becoming | None) -> dict[str, Any] | None:
    """What became of an adopted idea; in the making, until word of its proeftuin arrives."""
    if idea.proeftuin_id is None:
        return None
    found = known or Becoming(proeftuin_id=idea.proeftuin_id, state="forming")
    parts = ("type", "title", "description", "url")
    result = {name: getattr(found, f"result_{name}") for name in parts} if found.result_title else None
    facts = {name: getattr(found, name) for name in ("proeftuin_id", "state", "reason", "start_date", "end_date")}
    return {**facts, "end_result": result}
