"""What a publication said before, and what is different between two of its texts."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import chain
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.sharing import permissions
from services.sharing.model import Publication, Revision
from shared import markdown
from shared.actor import Actor
from shared.errors import NotFound

View = dict[str, Any]
MOST_LINES = 1000
"""Beyond so many lines the rest is compared as one: comparing takes the square of it."""


def get_revision(session: Session, actor: Actor, publication_id: UUID, revision: int) -> View:
    """One of its texts. Raises NotFound where it is not kept."""
    _must_read(session, actor, publication_id)
    found = _kept(session, publication_id, revision)
    said = {name: getattr(found, name) for name in ("revision", "at", "kind", "title", "body", "language", "licence")}
    return {**said, "body_html": markdown.render(found.body or "")}


def compare_revisions(
    session: Session, actor: Actor, publication_id: UUID, revision: int, *, against: int
) -> list[View]:
    """What this text says that the one it is held against does not, and the other way round, line by line."""
    _must_read(session, actor, publication_id)
    old, new = _kept(session, publication_id, against), _kept(session, publication_id, revision)
    return lines_between(f"{old.title}\n\n{old.body}", f"{new.title}\n\n{new.body}")


def lines_between(old: str, new: str) -> list[View]:
    """The lines of both texts in order, each with whether it was there before and is there now."""
    before, now = _lines(old), _lines(new)
    matcher = SequenceMatcher(None, before, now, autojunk=True)
    return list(chain.from_iterable(_told(before[a:b], now[c:d], tag) for tag, a, b, c, d in matcher.get_opcodes()))


def _told(before: list[str], now: list[str], tag: str) -> list[View]:
    if tag == "equal":
        return [{"change": "same", "text": line} for line in now]
    gone = [{"change": "removed", "text": line} for line in before]
    return gone + [{"change": "added", "text": line} for line in now]


def _lines(text: str) -> list[str]:
    lines = text.splitlines()
    return lines if len(lines) <= MOST_LINES else [*lines[:MOST_LINES], "\n".join(lines[MOST_LINES:])]


def _must_read(session: Session, actor: Actor, publication_id: UUID) -> None:
    permissions.must_read(actor, permissions.must_exist(session.get(Publication, publication_id)))


def _kept(session: Session, publication_id: UUID, revision: int) -> Revision:
    query = select(Revision).where(Revision.publication_id == publication_id, Revision.revision == revision)
    found = session.scalar(query)
    if found is None or found.body is None:
        raise NotFound("no-such-revision", "This text is not kept, or never was there.")
    return found
