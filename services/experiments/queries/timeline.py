"""The story of a proeftuin, in order, as far as this reader may know it and by whom."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import TimelineEntry
from services.experiments.queries.reading import in_own_time, read_proeftuin, stays_of
from shared.actor import Actor
from shared.http import Page, page_of

FACTS = ("id", "kind", "at", "subject_id", "title", "text")


def list_timeline(
    session: Session,
    actor: Actor,
    proeftuin_id: UUID,
    *,
    kinds: str | None,
    order: str,
    limit: int,
    cursor: str | None,
) -> Page[dict[str, Any]]:
    """The story so far, all of it or of these kinds only: from the beginning, or from its end backwards.

    Who left goes on reading that of his own time.
    """
    inside = permissions.may_read_workspace(actor, read_proeftuin(session, proeftuin_id))
    stays = stays_of(session, actor, proeftuin_id)
    query = select(TimelineEntry).where(TimelineEntry.proeftuin_id == proeftuin_id)
    query = query if inside else query.where(or_(TimelineEntry.public, in_own_time(TimelineEntry.at, stays)))
    query = query.where(_is_one_of(kinds.split(","))) if kinds else query
    page = page_of(
        lambda s: session.scalars(s).all(),
        query,
        TimelineEntry.at,
        TimelineEntry.id,
        limit=limit,
        cursor=cursor,
        descending=order == "newest",
    )
    views = [_view(actor, e, inside or any(stay.lasted_at(e.at) for stay in stays)) for e in page.items]
    return Page(views, page.cursor)


def _is_one_of(kinds: Collection[str]) -> ColumnElement[bool]:
    """A whole kind, or everything of a noun: `commitment.accepted`, or `commitment`."""
    whole = [kind for kind in kinds if "." in kind]
    nouns = [TimelineEntry.kind.startswith(f"{kind}.") for kind in kinds if "." not in kind]
    return or_(TimelineEntry.kind.in_(whole), *nouns)


def _view(actor: Actor, entry: TimelineEntry, inside: bool) -> dict[str, Any]:
    own = entry.actor_id == actor.person_id
    named = own or entry.as_holder or (inside and not entry.discreet)
    return {**{name: getattr(entry, name) for name in FACTS}, "actor_id": entry.actor_id if named else None}
