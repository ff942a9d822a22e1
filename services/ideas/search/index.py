"""Keeping what ideas are found by: an entry per idea, in the idea's transaction, and a list of people's words."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.ideas.model import Idea, SearchEntry, SearchWord
from shared.dutch import index
from shared.dutch.room import Room
from shared.dutch.words import ANALYSIS

ROOM = Room(entry=SearchEntry, word=SearchWord, owner=SearchEntry.idea_id, fts="fts_idea")


def index_idea(session: Session, idea: Idea) -> None:
    """Let the idea be found by its present text."""
    rest = " ".join([idea.what, idea.why, *idea.concerns, *idea.themes, idea.municipality or ""])
    index.write_entry(session, ROOM, idea.id, title=idea.title, rest=rest)


def index_what_is_not(session: Session) -> int:
    """Some of the ideas that have no entry, or one by an earlier analysis. Returns how many."""
    missing = or_(SearchEntry.idea_id.is_(None), SearchEntry.analysis < ANALYSIS)
    query = select(Idea).outerjoin(SearchEntry, SearchEntry.idea_id == Idea.id).where(Idea.state != "draft", missing)
    found = list(session.scalars(query.order_by(Idea.id).limit(index.AT_ONCE)))
    for idea in found:
        index_idea(session, idea)
    return len(found)


def forget_analysis(session: Session) -> None:
    """Let every entry be made anew."""
    index.forget_analysis(session, ROOM)


def count_words(session: Session) -> int:
    """Learn the words of some entries that were not counted yet. Returns how many entries."""
    return index.count_words(session, ROOM)
