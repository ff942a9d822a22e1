"""With which others a proeftuin hangs together, and which programmes are joined by how many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session

from services.experiments.model import Proeftuin, Relation
from services.experiments.queries.reading import read_proeftuin
from shared.errors import NotFound
from shared.http import Page, page_of

name, url = Proeftuin.__table__.c.programme_name, Proeftuin.__table__.c.programme_url


def list_relations(session: Session, proeftuin_id: UUID) -> list[dict[str, Any]]:
    """Those said of it from either side, oldest first, each with the other one."""
    read_proeftuin(session, proeftuin_id)
    other = case((Relation.proeftuin_id == proeftuin_id, Relation.other_id), else_=Relation.proeftuin_id)
    query = select(Relation, Proeftuin).join(Proeftuin, Proeftuin.id == other)
    query = query.where(or_(Relation.proeftuin_id == proeftuin_id, Relation.other_id == proeftuin_id))
    return [_view(proeftuin_id, *row) for row in session.execute(query.order_by(Relation.made_at, Relation.id))]


def get_relation(session: Session, proeftuin_id: UUID, relation_id: UUID) -> dict[str, Any]:
    """One of them, known to exist."""
    return next(each for each in list_relations(session, proeftuin_id) if each["id"] == relation_id)


def lineage_of(session: Session, proeftuin: Proeftuin) -> dict[str, Any]:
    """In which it goes on, and from which it comes."""
    found = session.get(Proeftuin, proeftuin.successor_id) if proeftuin.successor_id else None
    query = select(Proeftuin).where(Proeftuin.successor_id == proeftuin.id).order_by(Proeftuin.id)
    return {"successor": found, "predecessors": _all(session, query)}


def list_programmes(session: Session, *, limit: int, cursor: str | None) -> Page[Any]:
    """Every programme that some proeftuin joins, by its key."""
    return page_of(
        lambda s: session.execute(s).all(),
        _programmes(),
        Proeftuin.programme_key,
        limit=limit,
        cursor=cursor,
        descending=False,
    )


def get_programme(session: Session, key: str) -> Any:
    """One programme. Raises NotFound where nobody joins it."""
    found = session.execute(_programmes().where(Proeftuin.programme_key == key)).one_or_none()
    if found is None:
        raise NotFound("no-such-programme", "No proeftuin joins such a programme.")
    return found


def _programmes() -> Select[*tuple[Any, ...]]:
    """Where it is spelt in several ways, one of them; how many joined, and how many of them still go on."""
    going_on = func.sum(case((Proeftuin.state.in_(["completed", "stopped"]), 0), else_=1))
    columns = (Proeftuin.programme_key, func.min(name).label("name"), func.max(url).label("url"))
    counts = (func.count().label("proeftuinen"), going_on.label("going_on"))
    return select(*columns, *counts).where(Proeftuin.programme_key.is_not(None)).group_by(Proeftuin.programme_key)


def _all(session: Session, query: Select[Any]) -> Sequence[Proeftuin]:
    found: Sequence[Proeftuin] = session.scalars(query).all()
    return found


def _view(proeftuin_id: UUID, relation: Relation, other: Proeftuin) -> dict[str, Any]:
    facts = {name: getattr(relation, name) for name in ("id", "kind", "note", "made_at")}
    return {**facts, "outgoing": relation.proeftuin_id == proeftuin_id, "proeftuin": other}
