"""The two questions: which ideas hold these words, best first; and which open ideas look like this text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from services.ideas.model import Idea, SearchEntry
from services.ideas.search.index import ROOM
from shared.dutch import finding, matching
from shared.http import Page

MOST_SIMILAR, ENOUGH_FOR_SIMILAR = 5, 0.35


def mentions(session: Session, q: str) -> ColumnElement[bool]:
    """Whether an idea holds all these words, in whatever form."""
    wanted = matching.all_of(session, finding.terms_asked(session, ROOM, q))
    places = matching.holding(session, ROOM, wanted)
    return Idea.id.in_(select(SearchEntry.idea_id).where(SearchEntry.place.in_(places)))


def best(session: Session, ideas: Select[*tuple[Any, ...]], q: str, *, limit: int, cursor: str | None) -> Page[Idea]:
    """Those of `ideas` that fit the words best; where none holds them all, those that hold most of them."""
    ids, further = finding.best(session, ROOM, _with_entries(ideas), q, limit=limit, cursor=cursor)
    return Page(_ideas(session, ids), further)


def similar(session: Session, title: str, what: str) -> list[dict[str, Any]]:
    """Up to five open ideas, best first; the title that is being written says most."""
    terms = finding.terms_asked(session, ROOM, f"{title} {title} {what}")
    telling = finding.telling(session, ROOM, terms)
    ideas = _with_entries(select(Idea).where(Idea.state == "open"))
    for wanted in (matching.two_of(session, telling), matching.any_of(session, telling[:2])):
        scored = finding.scored(session, ROOM, ideas, terms, wanted, ENOUGH_FOR_SIMILAR)
        if scored:
            break
    scores = {idea_id: score for score, idea_id in scored[:MOST_SIMILAR]}
    found = _ideas(session, list(scores))
    return [
        {"id": i.id, "title": i.title, "what": i.what, "score": round(scores[i.id] / finding.FINE, 2)} for i in found
    ]


def _with_entries(ideas: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return ideas.join(SearchEntry, SearchEntry.idea_id == Idea.id)


def _ideas(session: Session, ids: Sequence[UUID]) -> list[Idea]:
    found = {idea.id: idea for idea in session.scalars(select(Idea).where(Idea.id.in_(ids)))}
    return [found[idea_id] for idea_id in ids]
