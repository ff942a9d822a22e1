"""Keeping what texts are found by: an entry per text, in its own transaction, and a list of people's words.

Counting words waits for the schedule: one writer a minute, instead of everyone at the same common words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Table, select, update
from sqlalchemy.orm import Session

from shared.bus.sql import insert
from shared.dutch.compounds import candidates, split
from shared.dutch.room import Room
from shared.dutch.stemming import stem
from shared.dutch.words import ANALYSIS, Term, term_of, words_of

OFTEN_ENOUGH = 2
"""In so many texts a word stands by itself before compounds are taken apart by it: a slip of the pen is no word."""
LONG = 8
AT_ONCE, CHUNK = 500, 400


def write_entry(
    session: Session, room: Room, owner_id: UUID, *, title: str, rest: str, marks: Sequence[str] = ()
) -> None:
    """Let what bears this id be found by this text; and by `marks`, words that no text holds, such as its kind."""
    first, other = words_of(title), words_of(rest)
    learned = learned_among(session, room, [*first, *other])
    found = session.scalar(select(room.entry).where(room.owner == owner_id))
    entry = found or room.entry(**{room.owner.key: owner_id})
    entry.title_terms = line_of(terms_of(first, learned))
    entry.terms = " ".join([line_of(terms_of([*first, *other], learned)), *marks])
    entry.words = " ".join(sorted({*first, *other}))
    entry.analysis = ANALYSIS
    session.add(entry)
    session.flush()


def terms_of(words: Iterable[str], learned: frozenset[str]) -> list[Term]:
    """Each of these words once, as a term."""
    return [term_of(word, learned) for word in dict.fromkeys(words)]


def line_of(terms: Iterable[Term]) -> str:
    """These terms with all their parts, as an entry keeps them."""
    return " ".join(sorted({each for term in terms for each in term.every()}))


def learned_among(session: Session, room: Room, words: Iterable[str]) -> frozenset[str]:
    """Those beginnings and endings of the long words that people use as words by themselves."""
    unknown = {word for word in words if len(word) >= LONG and len(split(word)) == 1}
    wanted = sorted({part for word in unknown for part in candidates(word)})
    found: set[str] = set()
    for start in range(0, len(wanted), CHUNK):
        some = room.word.word.in_(wanted[start : start + CHUNK])
        found |= set(session.scalars(select(room.word.word).where(some, room.word.seen >= OFTEN_ENOUGH)))
    return frozenset(found)


def forget_analysis(session: Session, room: Room) -> None:
    """Let every entry be made anew."""
    session.execute(update(room.entry).values(analysis=0))


def count_words(session: Session, room: Room) -> int:
    """Learn the words of some entries that were not counted yet. Returns how many entries."""
    query = select(room.entry.place, room.entry.words).where(room.entry.counted.is_(False))
    found = session.execute(query.order_by(room.entry.place).limit(AT_ONCE)).all()
    counted = Counter(word for row in found for word in row.words.split())
    _count(session, room, [{"word": word, "stem": stem(word), "seen": seen} for word, seen in sorted(counted.items())])
    done = update(room.entry).where(room.entry.place.in_([row.place for row in found]))
    session.execute(done.values(counted=True))
    return len(found)


def _count(session: Session, room: Room, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        table: Table = room.word.__table__  # type: ignore[attr-defined]
        statement = insert(session, table)
        more = {"seen": table.c.seen + statement.excluded.seen}
        session.execute(statement.on_conflict_do_update(index_elements=["word"], set_=more), list(rows))
