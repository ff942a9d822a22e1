"""How well an entry fits what is looked for: the same reckoning on both databases, from 0 to 1."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import log

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.dutch.room import Room
from shared.dutch.words import Term

IN_PARTS, IN_SOME_PARTS, IN_TITLE = 0.9, 0.4, 1.0
OUTSIDE_TITLE = 0.75


def weights_of(session: Session, room: Room, terms: Collection[Term]) -> dict[str, float]:
    """What each term weighs: the rarer its word, the more it says."""
    stems = [term.stem for term in terms]
    seen = select(room.word.stem, func.sum(room.word.seen)).where(room.word.stem.in_(stems))
    often = {row[0]: int(row[1]) for row in session.execute(seen.group_by(room.word.stem))}
    all_there_are = session.scalar(select(func.max(room.entry.place))) or 0
    return {each: 1 + log((all_there_are + 1) / (min(often.get(each, 0), all_there_are) + 1)) for each in stems}


def fit(terms: Sequence[Term], weights: Mapping[str, float], title: Collection[str], whole: Collection[str]) -> float:
    """How much of what is looked for stands in this entry; more where it stands in the title."""
    total = sum(weights[term.stem] for term in terms)
    found = sum(weights[term.stem] * _hit(term, title, whole) for term in terms)
    return found / total if total else 0.0


def _hit(term: Term, title: Collection[str], whole: Collection[str]) -> float:
    return max(IN_TITLE * share(term, title), OUTSIDE_TITLE * share(term, whole))


def share(term: Term, held: Collection[str]) -> float:
    """How much of a term is held: 1 for the word itself, nearly that for all its parts, little for some of them."""
    if term.stem in held:
        return 1.0
    if not term.parts:
        return 0.0
    shares = [share(part, held) for part in term.parts]
    if all(shares):
        return IN_PARTS * sum(shares) / len(shares)
    return IN_SOME_PARTS * sum(shares) / len(shares)
