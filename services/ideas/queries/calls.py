"""Calls for ideas, as everyone reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.ideas.model import LISTED, Call, Idea
from shared.errors import NotFound
from shared.http import Page, page_of

FACTS = tuple(column.key for column in Call.__mapper__.column_attrs)


def list_calls(
    session: Session, *, state: str | None, proeftuin_id: UUID | None, limit: int, cursor: str | None
) -> Page[dict[str, Any]]:
    """Calls, the newest first."""
    query = select(Call)
    query = query.where(Call.state == state) if state else query
    query = query.where(Call.proeftuin_id == proeftuin_id) if proeftuin_id else query
    page = page_of(lambda s: session.scalars(s).all(), query, Call.id, limit=limit, cursor=cursor)
    return Page(_with_answers(session, page.items), page.cursor)


def get_call(session: Session, call_id: UUID) -> dict[str, Any]:
    """One call. Raises NotFound."""
    found = session.get(Call, call_id)
    if found is None:
        raise NotFound("no-such-call", "There is no such call.")
    return _with_answers(session, [found])[0]


def _with_answers(session: Session, calls: Sequence[Call]) -> list[dict[str, Any]]:
    ids = [call.id for call in calls]
    counted = select(Idea.call_id, func.count()).where(Idea.call_id.in_(ids), Idea.state.in_(LISTED))
    answers = {row[0]: row[1] for row in session.execute(counted.group_by(Idea.call_id))}
    return [{**{name: getattr(call, name) for name in FACTS}, "ideas": answers.get(call.id, 0)} for call in calls]
