"""What was decided, as far as this reader may know, and what participants contributed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import Contribution, Decision, Proeftuin, Stint
from services.experiments.queries.reading import in_own_time, read_proeftuin, stays_of
from shared.actor import Actor
from shared.errors import NotFound
from shared.http import Page, page_of

FACTS = ("id", "supersedes_id", "title", "context", "decision", "consequences", "visibility", "at")


def list_decisions(
    session: Session, actor: Actor, proeftuin_id: UUID, *, limit: int, cursor: str | None
) -> Page[dict[str, Any]]:
    """Every decision that this reader may read, newest first, with what superseded it."""
    proeftuin, stays = read_proeftuin(session, proeftuin_id), stays_of(session, actor, proeftuin_id)
    query = select(Decision).where(Decision.proeftuin_id == proeftuin_id)
    if not permissions.may_read_workspace(actor, proeftuin):
        query = query.where(or_(Decision.visibility == "public", in_own_time(Decision.at, stays)))
    page = page_of(lambda s: session.scalars(s).all(), query, Decision.id, limit=limit, cursor=cursor)
    return Page(_views(session, actor, proeftuin, page.items, stays), page.cursor)


def get_decision(session: Session, actor: Actor, proeftuin_id: UUID, decision_id: UUID) -> dict[str, Any]:
    """One decision. Raises NotFound, also for who may not read it."""
    proeftuin, found = read_proeftuin(session, proeftuin_id), session.get(Decision, decision_id)
    if found is None or found.proeftuin_id != proeftuin_id:
        raise NotFound("no-such-decision", "There is no such decision.")
    stays = stays_of(session, actor, proeftuin_id)
    if not permissions.may_read_decision(actor, proeftuin, found, stays):
        raise NotFound("no-such-decision", "There is no such decision.")
    return _views(session, actor, proeftuin, [found], stays)[0]


def list_contributions(
    session: Session, actor: Actor, proeftuin_id: UUID, *, limit: int, cursor: str | None
) -> Page[Contribution]:
    """What participants contributed, newest first; who left finds his own, and those told in his time."""
    proeftuin = read_proeftuin(session, proeftuin_id)
    query = select(Contribution).where(Contribution.proeftuin_id == proeftuin_id, Contribution.withdrawn_at.is_(None))
    if not permissions.may_read_workspace(actor, proeftuin):
        own = Contribution.person_id == actor.person
        query = query.where(or_(own, in_own_time(Contribution.made_at, stays_of(session, actor, proeftuin_id))))
    return page_of(lambda s: session.scalars(s).all(), query, Contribution.id, limit=limit, cursor=cursor)


def _views(
    session: Session, actor: Actor, proeftuin: Proeftuin, decisions: Sequence[Decision], stays: Sequence[Stint]
) -> list[dict[str, Any]]:
    """Who wrote it is seen by those inside, by himself, and by who was there then."""
    inside = permissions.may_read_workspace(actor, proeftuin)
    ids = [decision.id for decision in decisions]
    newer = select(Decision.supersedes_id, Decision.id).where(Decision.supersedes_id.in_(ids))
    superseded = {row.supersedes_id: row.id for row in session.execute(newer)} if ids else {}
    return [
        {
            **{name: getattr(decision, name) for name in FACTS},
            "superseded_by_id": superseded.get(decision.id),
            "author_id": decision.author_id
            if inside or decision.author_id == actor.person_id or any(s.lasted_at(decision.at) for s in stays)
            else None,
        }
        for decision in decisions
    ]
