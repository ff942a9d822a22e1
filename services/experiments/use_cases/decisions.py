"""Decision records: written by participants, superseded by newer ones, never changed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import Decision, Proeftuin
from services.experiments.use_cases.story import load_proeftuin, note, tell
from shared.actor import Actor
from shared.errors import Conflict, Invalid, Reason
from shared.events.experiments import DecisionRecorded
from shared.ids import new_id

TEXT = ("proeftuin_id", "supersedes_id", "title", "context", "decision", "consequences")


def record_decision(session: Session, actor: Actor, proeftuin_id: UUID, **written: Any) -> UUID:
    """A participant records what was decided, and which decision it supersedes if one; returns its id."""
    proeftuin = load_proeftuin(session, proeftuin_id)
    permissions.must_take_part(actor, proeftuin)
    proeftuin.must_be_unfinished()
    recorded = Decision(id=new_id(), proeftuin_id=proeftuin.id, author_id=actor.person, **written)
    _must_supersede_rightly(session, proeftuin, recorded)
    session.add(recorded)
    note(
        session,
        proeftuin,
        actor,
        "decision.recorded",
        subject=recorded.id,
        title=recorded.title,
        public=recorded.public,
    )
    if recorded.public:
        facts = {name: getattr(recorded, name) for name in TEXT}
        tell(session, actor, DecisionRecorded(decision_id=recorded.id, **facts))
    return recorded.id


def _must_supersede_rightly(session: Session, proeftuin: Proeftuin, newer: Decision) -> None:
    if newer.supersedes_id is None:
        return
    older = session.get(Decision, newer.supersedes_id)
    if older is None or older.proeftuin_id != proeftuin.id:
        reason = Reason("no-such-decision", "This proeftuin has no such decision.", "/supersedesId")
        raise Invalid("invalid", "Name a decision of this proeftuin, or none.", (reason,))
    older.must_make_way_for(newer)
    if session.scalars(select(Decision.id).where(Decision.supersedes_id == older.id)).first() is not None:
        raise Conflict("already-superseded", "A newer decision supersedes that one already: supersede the newest.")
