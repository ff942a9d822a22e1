"""Cycles with their lessons, and the value that was stated, for everyone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import Cycle, Update, ValueStatement
from services.experiments.queries.reading import read_proeftuin
from shared.actor import Actor
from shared.errors import NotFound
from shared.http import Page, page_of

CYCLE = ("id", "state", "title", "question", "opened_at", "looked_at", "closed_at", "reflection")
VALUE = ("id", "stakeholder", "part_id", "kind", "text", "cycle_id", "at")


def list_cycles(session: Session, proeftuin_id: UUID, *, limit: int, cursor: str | None) -> Page[dict[str, Any]]:
    """Every round, newest first."""
    read_proeftuin(session, proeftuin_id)
    query = select(Cycle).where(Cycle.proeftuin_id == proeftuin_id)
    page = page_of(lambda s: session.scalars(s).all(), query, Cycle.id, limit=limit, cursor=cursor)
    return Page(_with_lessons(session, page.items), page.cursor)


def get_cycle(session: Session, proeftuin_id: UUID, cycle_id: UUID) -> dict[str, Any]:
    """One round. Raises NotFound."""
    cycle = session.get(Cycle, cycle_id)
    if cycle is None or cycle.proeftuin_id != proeftuin_id:
        raise NotFound("no-such-cycle", "There is no such cycle.")
    return _with_lessons(session, [cycle])[0]


def list_value_statements(
    session: Session, actor: Actor, proeftuin_id: UUID, *, limit: int, cursor: str | None, **asked: Any
) -> Page[dict[str, Any]]:
    """What was stated, in order of time; of one stakeholder or kind where that is asked."""
    inside = permissions.may_read_workspace(actor, read_proeftuin(session, proeftuin_id))
    query = select(ValueStatement).where(ValueStatement.proeftuin_id == proeftuin_id)
    wanted = [getattr(ValueStatement, name) == value for name, value in asked.items() if value is not None]
    keys = (ValueStatement.id,)
    page = page_of(
        lambda s: session.scalars(s).all(), query.where(*wanted), *keys, limit=limit, cursor=cursor, descending=False
    )
    return Page([value_view(each, inside or each.author_id == actor.person_id) for each in page.items], page.cursor)


def value_view(statement: ValueStatement, named: bool) -> dict[str, Any]:
    """A statement, with or without who told it."""
    return {
        **{name: getattr(statement, name) for name in VALUE},
        "author_id": statement.author_id if named else None,
    }


def _with_lessons(session: Session, cycles: Any) -> list[dict[str, Any]]:
    """A lesson that was taken back or made private is not told by its cycle either."""
    ids = [cycle.lesson_id for cycle in cycles if cycle.lesson_id]
    public = and_(Update.id.in_(ids), Update.visibility == "public", Update.state == "posted")
    lessons = {update.id: update for update in session.scalars(select(Update).where(public))} if ids else {}
    return [
        {**{name: getattr(cycle, name) for name in CYCLE}, "lesson": lessons.get(cycle.lesson_id)} for cycle in cycles
    ]
