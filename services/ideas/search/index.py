"""Keeping what ideas are found by: an entry per idea, in the idea's transaction, and a list of people's words.

Counting words waits for the schedule: one writer a minute, instead of everyone at the same common words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Table, or_, select, update
from sqlalchemy.orm import Session

from services.ideas.model import Idea, SearchEntry, SearchWord
from services.ideas.search.compounds import candidates, split
from services.ideas.search.stemming import stem
from services.ideas.search.words import ANALYSIS, Term, term_of, words_of
from shared.bus.sql import insert

OFTEN_ENOUGH = 2
"""In so many ideas a word stands by itself before compounds are taken apart by it: a slip of the pen is no word."""
LONG = 8
AT_ONCE, CHUNK = 500, 400


def index_idea(session: Session, idea: Idea) -> None:
    """Let the idea be found by its present text."""
    title = words_of(idea.title)
    rest = words_of(" ".join([idea.what, idea.why, *idea.concerns, *idea.themes, idea.municipality or ""]))
    learned = learned_among(session, [*title, *rest])
    entry = session.scalar(select(SearchEntry).where(SearchEntry.idea_id == idea.id)) or SearchEntry(idea_id=idea.id)
    entry.title_terms = _line(terms_of(title, learned))
    entry.terms = _line(terms_of([*title, *rest], learned))
    entry.words = " ".join(sorted({*title, *rest}))
    entry.analysis = ANALYSIS
    session.add(entry)
    session.flush()


def terms_of(words: Iterable[str], learned: frozenset[str]) -> list[Term]:
    """Each of these words once, as a term."""
    return [term_of(word, learned) for word in dict.fromkeys(words)]


def learned_among(session: Session, words: Iterable[str]) -> frozenset[str]:
    """Those beginnings and endings of the long words that people use as words by themselves."""
    unknown = {word for word in words if len(word) >= LONG and len(split(word)) == 1}
    wanted = sorted({part for word in unknown for part in candidates(word)})
    found: set[str] = set()
    for start in range(0, len(wanted), CHUNK):
        some = SearchWord.word.in_(wanted[start : start + CHUNK])
        found |= set(session.scalars(select(SearchWord.word).where(some, SearchWord.seen >= OFTEN_ENOUGH)))
    return frozenset(found)


def index_what_is_not(session: Session) -> int:
    """Some of the ideas that have no entry, or one by an earlier analysis. Returns how many."""
    missing = or_(SearchEntry.idea_id.is_(None), SearchEntry.analysis < ANALYSIS)
    query = select(Idea).outerjoin(SearchEntry, SearchEntry.idea_id == Idea.id).where(Idea.state != "draft", missing)
    found = list(session.scalars(query.order_by(Idea.id).limit(AT_ONCE)))
    for idea in found:
        index_idea(session, idea)
    return len(found)


def forget_analysis(session: Session) -> None:
    """Let every entry be made anew."""
    session.execute(update(SearchEntry).values(analysis=0))


def count_words(session: Session) -> int:
    """Learn the words of some entries that were not counted yet. Returns how many entries."""
    query = select(SearchEntry.place, SearchEntry.words).where(SearchEntry.counted.is_(False))
    found = session.execute(query.order_by(SearchEntry.place).limit(AT_ONCE)).all()
    counted = Counter(word for row in found for word in row.words.split())
    _count(session, [{"word": word, "stem": stem(word), "seen": seen} for word, seen in sorted(counted.items())])
    done = update(SearchEntry).where(SearchEntry.place.in_([row.place for row in found]))
    session.execute(done.values(counted=True))
    return len(found)


def _count(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        table = SearchWord.__table__
        assert isinstance(table, Table)
        statement = insert(session, table)
        more = {"seen": table.c.seen + statement.excluded.seen}
        session.execute(statement.on_conflict_do_update(index_elements=["word"], set_=more), list(rows))


def _line(terms: Iterable[Term]) -> str:
    return " ".join(sorted({each for term in terms for each in term.every()}))
