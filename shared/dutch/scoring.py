"""How well an entry fits what is looked for: the same reckoning on both databases, from 0 to 1."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.dutch.room import Room
from shared.dutch.words import Term

IN_PARTS, IN_SOME_PARTS, IN_TITLE = 0.9, 0.4, 1.0
OUTSIDE_TITLE = 0.75


@dataclass(frozen=True)
class Seen:
    """In how many entries each stem was seen, of how many there are; both about."""

    often: Mapping[str, int]
    entries: int

    def weights(self) -> dict[str, float]:
        """What each stem weighs: the rarer its word, the more it says."""
        return {each: 1 - log(self._share(each)) for each in self.often}

    def share(self, terms: Iterable[Term]) -> float:
        """Which part of the entries holds all these terms, if words did not keep each other company."""
        held = 1.0
        for term in terms:
            held *= min(1.0, self._share(term.stem) + (self.share(term.parts) if term.parts else 0.0))
        return held

    def _share(self, stem: str) -> float:
        return (min(self.often.get(stem, 0), self.entries) + 1) / (self.entries + 1)


def seen_of(session: Session, room: Room, terms: Collection[Term]) -> Seen:
    """How often these terms and their parts were seen."""
    stems = {stem for term in terms for stem in term.every()}
    seen = select(room.word.stem, func.sum(room.word.seen)).where(room.word.stem.in_(stems))
    often = {row[0]: int(row[1]) for row in session.execute(seen.group_by(room.word.stem))}
    return Seen(dict.fromkeys(stems, 0) | often, session.scalar(select(func.max(room.entry.place))) or 0)


def weights_of(session: Session, room: Room, terms: Collection[Term]) -> dict[str, float]:
    """What each term weighs."""
    return seen_of(session, room, terms).weights()


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
