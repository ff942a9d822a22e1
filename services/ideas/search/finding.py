"""The two questions: which ideas hold these words, best first; and which open ideas look like this text."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from services.ideas.model import Idea, SearchEntry
from services.ideas.search import matching
from services.ideas.search.index import learned_among, terms_of
from services.ideas.search.scoring import fit, weights_of
from services.ideas.search.words import Term, words_of
from shared.errors import Invalid, Reason
from shared.http import Page

MOST_CANDIDATES, MOST_TERMS, SAYING_MOST, MOST_SIMILAR = 200, 12, 4, 5
ENOUGH_FOR_SEARCH, ENOUGH_FOR_SIMILAR = 0.55, 0.35
FINE = 10_000
Scored = tuple[int, UUID]


def mentions(session: Session, q: str) -> ColumnElement[bool]:
    """Whether an idea holds all these words, in whatever form."""
    places = matching.holding(session, matching.all_of(session, _terms(session, q)))
    return Idea.id.in_(select(SearchEntry.idea_id).where(SearchEntry.place.in_(places)))


def best(session: Session, ideas: Select[*tuple[Any, ...]], q: str, *, limit: int, cursor: str | None) -> Page[Idea]:
    """Those of `ideas` that fit the words best; where none holds them all, those that hold most of them."""
    terms = _terms(session, q)
    scored = _scored(session, ideas, terms, matching.all_of(session, terms), 0.0)
    if not scored:
        apart = terms if len(terms) > 1 else [part for term in terms for part in term.parts]
        scored = _scored(session, ideas, apart, matching.any_of(session, _telling(session, apart)), ENOUGH_FOR_SEARCH)
    if cursor is not None:
        score, after = _place(cursor)
        scored = [each for each in scored if (-each[0], -each[1].int) > (-score, -after.int)]
    page = _ideas(session, [idea_id for _, idea_id in scored[:limit]])
    return Page(page, _cursor(scored[limit - 1]) if len(scored) > limit else None)


def similar(session: Session, title: str, what: str) -> list[dict[str, Any]]:
    """Up to five open ideas, best first; the title that is being written says most."""
    terms = _terms(session, f"{title} {title} {what}")
    telling = _telling(session, terms)
    ideas = select(Idea).where(Idea.state == "open")
    scored = _scored(session, ideas, terms, matching.two_of(session, telling), ENOUGH_FOR_SIMILAR)
    if not scored:
        scored = _scored(session, ideas, terms, matching.any_of(session, telling[:2]), ENOUGH_FOR_SIMILAR)
    scores = {idea_id: score for score, idea_id in scored[:MOST_SIMILAR]}
    found = _ideas(session, list(scores))
    return [{"id": i.id, "title": i.title, "what": i.what, "score": round(scores[i.id] / FINE, 2)} for i in found]


def _terms(session: Session, text: str) -> list[Term]:
    """What is looked for: the first words, each once."""
    words = list(dict.fromkeys(words_of(text)))[:MOST_TERMS]
    return terms_of(words, learned_among(session, words))


def _telling(session: Session, terms: Sequence[Term]) -> list[Term]:
    """The few rarest of these: enough to find candidates by, and cheap to look up."""
    weights = weights_of(session, terms)
    return sorted(terms, key=lambda term: (-weights[term.stem], -len(term.stem)))[:SAYING_MOST]


def _scored(
    session: Session, ideas: Select[*tuple[Any, ...]], terms: Sequence[Term], wanted: str, least: float
) -> list[Scored]:
    """Scores and ids of the newest candidates, best first; the newer first where they fit alike."""
    columns = (Idea.id, SearchEntry.title_terms, SearchEntry.terms)
    query = ideas.with_only_columns(*columns).join(SearchEntry, SearchEntry.idea_id == Idea.id)
    rows: Sequence[Any] = session.execute(matching.narrow(session, query, wanted).limit(MOST_CANDIDATES)).all()
    weights = weights_of(session, terms)
    fits = [(fit(terms, weights, set(row[1].split()), set(row[2].split())), row[0]) for row in rows]
    scored = [(round(score * FINE), idea_id) for score, idea_id in fits if score >= least]
    return sorted(scored, key=lambda each: (-each[0], -each[1].int))


def _ideas(session: Session, ids: Sequence[UUID]) -> list[Idea]:
    found = {idea.id: idea for idea in session.scalars(select(Idea).where(Idea.id.in_(ids)))}
    return [found[idea_id] for idea_id in ids]


def _cursor(last: Scored) -> str:
    return base64.urlsafe_b64encode(json.dumps([last[0], str(last[1])]).encode()).decode().rstrip("=")


def _place(cursor: str) -> Scored:
    try:
        score, idea_id = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return int(score), UUID(idea_id)
    except (ValueError, TypeError, AttributeError) as error:
        reason = Reason("invalid", "This is not a cursor that we gave.", "/cursor")
        raise Invalid("invalid", "Start at the first page again.", (reason,)) from error
