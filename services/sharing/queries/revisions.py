"""What a publication said before, and what is different between two of its texts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.sharing import permissions
from services.sharing.model import Publication, Revision
from shared import markdown
from shared.actor import Actor
from shared.differences import lines_between
from shared.errors import NotFound

View = dict[str, Any]


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
    return list(lines_between(f"{old.title}\n\n{old.body}", f"{new.title}\n\n{new.body}"))


def _must_read(session: Session, actor: Actor, publication_id: UUID) -> None:
    permissions.must_read(actor, permissions.must_exist(session.get(Publication, publication_id)))


def _kept(session: Session, publication_id: UUID, revision: int) -> Revision:
    query = select(Revision).where(Revision.publication_id == publication_id, Revision.revision == revision)
    found = session.scalar(query)
    if found is None or found.body is None:
        raise NotFound("no-such-revision", "This text is not kept, or never was there.")
    return found
