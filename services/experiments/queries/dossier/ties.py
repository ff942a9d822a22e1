"""With which other proeftuinen it hangs together, so that it does not stand alone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from services.experiments.model import Proeftuin, Relation
from services.experiments.queries.dossier.sources import Telling

View = dict[str, Any]


def ties_of(telling: Telling) -> View:
    """What was said of it from either side, in which it goes on, and from which it comes."""
    here, session = telling.proeftuin.id, telling.session
    either = or_(Relation.proeftuin_id == here, Relation.other_id == here)
    relations = session.scalars(select(Relation).where(either).order_by(Relation.made_at, Relation.id)).all()
    before = session.scalars(select(Proeftuin.id).where(Proeftuin.successor_id == here).order_by(Proeftuin.id)).all()
    after = [one for one in (telling.proeftuin.successor_id,) if one is not None]
    titles = _titles(telling, [*before, *after, *(_other(relation, here) for relation in relations)])
    return {
        "relations": [_relation(telling, titles, relation) for relation in relations],
        "successors": [_tied(telling, titles, one, "successor.named") for one in after],
        "predecessors": [_tied(telling, titles, one, "predecessor.named") for one in before],
    }


def _relation(telling: Telling, titles: dict[UUID, str], relation: Relation) -> View:
    here = telling.proeftuin.id
    other = _other(relation, here)
    told = telling.source("relation.made", relation.id)
    said = told or {"at": relation.made_at, "by": "holder", "kind": "relation.made", "entry_id": None}
    tied = _tied(telling, titles, other, "relation.made")
    return {**tied, "kind": relation.kind, "outgoing": relation.proeftuin_id == here, "source": said}


def _tied(telling: Telling, titles: dict[UUID, str], one: UUID, kind: str) -> View:
    page = telling.page("proeftuinen", one)
    return {"proeftuin_id": one, "title": titles.get(one), "page": page, "source": telling.source(kind, one)}


def _other(relation: Relation, here: UUID) -> UUID:
    return relation.other_id if relation.proeftuin_id == here else relation.proeftuin_id


def _titles(telling: Telling, ids: list[UUID]) -> dict[UUID, str]:
    query = select(Proeftuin.id, Proeftuin.title).where(Proeftuin.id.in_(ids))
    return {row.id: row.title for row in telling.session.execute(query)}
