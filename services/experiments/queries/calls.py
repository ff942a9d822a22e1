"""What proeftuinen seek: of one, and of all together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import Call, Proeftuin
from services.experiments.queries.reading import read_proeftuin
from shared.actor import Actor
from shared.errors import NotFound
from shared.http import Page, page_of

FACTS = ("id", "proeftuin_id", "seeks", "title", "text", "language", "state", "opened_at", "ended_at", "reason")


def list_calls(
    session: Session, *, state: str | None, seeks: str | None, limit: int, cursor: str | None
) -> Page[dict[str, Any]]:
    """Calls of every proeftuin, newest first, each with the title of its proeftuin."""
    query = select(Call, Proeftuin.title).join(Proeftuin, Proeftuin.id == Call.proeftuin_id)
    query = query if state is None else query.where(Call.state == state)
    query = query if seeks is None else query.where(Call.seeks == seeks)
    page = page_of(lambda s: session.execute(s).all(), query, Call.id, limit=limit, cursor=cursor)
    return Page([{**_facts(call), "proeftuin_title": title} for call, title in page.items], page.cursor)


def list_calls_of_proeftuin(
    session: Session, actor: Actor, proeftuin_id: UUID, *, state: str | None, limit: int, cursor: str | None
) -> Page[dict[str, Any]]:
    """What one proeftuin seeks and sought, newest first."""
    inside = permissions.may_read_workspace(actor, read_proeftuin(session, proeftuin_id))
    query = select(Call).where(Call.proeftuin_id == proeftuin_id)
    query = query if state is None else query.where(Call.state == state)
    page = page_of(lambda s: session.scalars(s).all(), query, Call.id, limit=limit, cursor=cursor)
    return Page([_view(call, inside) for call in page.items], page.cursor)


def get_call(session: Session, actor: Actor, proeftuin_id: UUID, call_id: UUID) -> dict[str, Any]:
    """One call. Raises NotFound."""
    inside = permissions.may_read_workspace(actor, read_proeftuin(session, proeftuin_id))
    call = session.get(Call, call_id)
    if call is None or call.proeftuin_id != proeftuin_id:
        raise NotFound("no-such-call", "There is no such call.")
    return _view(call, inside)


def sought_by(session: Session, proeftuinen: Collection[UUID]) -> dict[UUID, list[str]]:
    """What each of these seeks now, every kind once, in the order in which it was asked."""
    query = select(Call.proeftuin_id, Call.seeks).where(Call.proeftuin_id.in_(proeftuinen), Call.state == "open")
    found: dict[UUID, dict[str, None]] = defaultdict(dict)
    for row in session.execute(query.order_by(Call.id)):
        found[row.proeftuin_id][row.seeks] = None
    return {proeftuin_id: list(kinds) for proeftuin_id, kinds in found.items()}


def _view(call: Call, inside: bool) -> dict[str, Any]:
    return {**_facts(call), "filled_with": call.filled_with, "opened_by": call.opened_by if inside else None}


def _facts(call: Call) -> dict[str, Any]:
    return {name: getattr(call, name) for name in FACTS}
