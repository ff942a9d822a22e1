"""Which of a service's texts fit the words that someone looks for, best first.

At most 200 of the newest candidates are weighed, so that a search costs the same among a thousand texts as among a
hundred thousand.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.orm import Session

from shared.dutch import matching
from shared.dutch.index import learned_among, terms_of
from shared.dutch.room import Room
from shared.dutch.scoring import fit, seen_of, weights_of
from shared.dutch.words import Term, words_of
from shared.errors import Invalid, Reason

MOST_CANDIDATES, MOST_TERMS, SAYING_MOST = 200, 12, 4
ENOUGH = 0.55
MARKED = 0.2
"""Which part of the entries is taken to bear a mark: nobody counts them."""
EVEN = 110
"""Where PostgreSQL finds both ways as long: from the index (as long as there are entries that fit), or from the newest
back until 200 fit (the longer, the fewer do). Measured: 8 against 4 µs an entry. It cannot tell by itself, since it
takes looking into an entry for free.
"""
FINE = 10_000
Scored = tuple[int, UUID]


def terms_asked(session: Session, room: Room, text: str) -> list[Term]:
    """What is looked for: the first words, each once."""
    words = list(dict.fromkeys(words_of(text)))[:MOST_TERMS]
    return terms_of(words, learned_among(session, room, words))


def telling(session: Session, room: Room, terms: Sequence[Term]) -> list[Term]:
    """The few rarest of these: enough to find candidates by, and cheap to look up."""
    weights = weights_of(session, room, terms)
    return sorted(terms, key=lambda term: (-weights[term.stem], -len(term.stem)))[:SAYING_MOST]


def scored(
    session: Session,
    room: Room,
    owners: Select[*tuple[Any, ...]],
    terms: Sequence[Term],
    wanted: str,
    least: float,
    *,
    all_needed: bool = False,
    marks: int = 0,
) -> list[Scored]:
    """Scores and ids of the newest candidates among `owners`, best first; the newer first where they fit alike."""
    query = owners.with_only_columns(room.owner, room.entry.title_terms, room.entry.terms)
    seen = seen_of(session, room, terms)
    few = all_needed and (seen.share(terms) * MARKED**marks) ** 2 * seen.entries < EVEN
    narrowed = matching.narrow(session, room, query, wanted, few=few).limit(MOST_CANDIDATES)
    rows: Sequence[Any] = session.execute(narrowed).all()
    weights = seen.weights()
    fits = [(fit(terms, weights, set(row[1].split()), set(row[2].split())), row[0]) for row in rows]
    found = [(round(score * FINE), owner_id) for score, owner_id in fits if score >= least]
    return sorted(found, key=lambda each: (-each[0], -each[1].int))


def best(
    session: Session,
    room: Room,
    owners: Select[*tuple[Any, ...]],
    q: str,
    *,
    marks: Sequence[str] = (),
    limit: int,
    cursor: str | None,
) -> tuple[list[UUID], str | None]:
    """The ids of those of `owners`, a query joined to the room's entries, that fit best, and where the list goes on.

    Where none holds all the words, those that hold most of them. With `marks`, only what bears all of these.
    """
    terms = terms_asked(session, room, q)
    every = _marked(session, matching.all_of(session, terms), marks)
    found = scored(session, room, owners, terms, every, 0.0, all_needed=True, marks=len(marks))
    if not found:
        apart = terms if len(terms) > 1 else [part for term in terms for part in term.parts]
        wanted = matching.any_of(session, telling(session, room, apart))
        found = scored(session, room, owners, apart, _marked(session, wanted, marks), ENOUGH)
    if cursor is not None:
        score, after = _place(cursor)
        found = [each for each in found if (-each[0], -each[1].int) > (-score, -after.int)]
    return [owner_id for _, owner_id in found[:limit]], _cursor(found[limit - 1]) if len(found) > limit else None


def _marked(session: Session, wanted: str, marks: Sequence[str]) -> str:
    return matching.with_marks(session, wanted, marks) if wanted else ""


def _cursor(last: Scored) -> str:
    return base64.urlsafe_b64encode(json.dumps([last[0], str(last[1])]).encode()).decode().rstrip("=")


def _place(cursor: str) -> Scored:
    try:
        score, owner_id = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return int(score), UUID(owner_id)
    except (ValueError, TypeError, AttributeError) as error:
        reason = Reason("invalid", "This is not a cursor that we gave.", "/cursor")
        raise Invalid("invalid", "Start at the first page again.", (reason,)) from error
