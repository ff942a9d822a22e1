"""Publications as readers see them: filters, keyset pages, one with its revisions, and what a feed is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select, type_coerce
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from services.sharing import permissions
from services.sharing.model import Proeftuin, ProeftuinWerkkring, Publication, Revision, Werkkring, address_of
from shared.http import Page, page_of

View = dict[str, Any]

_shown = select(
    *Publication.__table__.columns, Proeftuin.title.label("proeftuin_title"), Proeftuin.themes.label("themes")
).outerjoin(Proeftuin, Proeftuin.id == Publication.proeftuin_id)


def list_publications(
    session: Session,
    *,
    origin: str,
    kind: str | None,
    language: str | None,
    q: str | None,
    limit: int,
    cursor: str | None,
    **about: Any,
) -> Page[View]:
    """What is published now, newest first; `about` narrows it to a proeftuin, a werkkring or a theme."""
    query = _about(session, _shown, **about).where(Publication.state == "published")
    if kind:
        query = query.where(Publication.kind == kind)
    if language:
        query = query.where(Publication.language == language)
    for word in (q or "").split()[:8]:
        query = query.where(_mentions(word))
    keys = (Publication.published_at, Publication.id)
    page = page_of(lambda s: session.execute(s).all(), query, *keys, limit=limit, cursor=cursor)
    return Page(_views(session, page.items, origin), page.cursor)


def get_publication(session: Session, publication_id: UUID, *, origin: str) -> View:
    """One publication with its revisions; a retracted one too, which then has no text."""
    row = session.execute(_shown.where(Publication.id == publication_id)).one_or_none()
    return _views(session, [permissions.must_exist(row)], origin)[0]


def last_changed(session: Session, **about: Any) -> datetime | None:
    """When anything about these publications last changed; a retraction is a change too."""
    query: Select[*tuple[Any, ...]] = select(func.max(Publication.changed_at)).outerjoin(
        Proeftuin, Proeftuin.id == Publication.proeftuin_id
    )
    found: datetime | None = session.scalar(_about(session, query, **about))
    return found


def name_of(session: Session, *, proeftuin_id: UUID | None, werkkring_id: UUID | None, theme: str | None) -> str | None:
    """What a choice of publications is called: its proeftuin, its werkkring or its theme."""
    if proeftuin_id:
        return session.scalar(select(Proeftuin.title).where(Proeftuin.id == proeftuin_id))
    if werkkring_id:
        return session.scalar(select(Werkkring.name).where(Werkkring.id == werkkring_id))
    return theme


def _about(
    session: Session,
    query: Select[*tuple[Any, ...]],
    *,
    proeftuin_id: UUID | None,
    werkkring_id: UUID | None,
    theme: str | None,
) -> Select[*tuple[Any, ...]]:
    if proeftuin_id:
        query = query.where(Publication.proeftuin_id == proeftuin_id)
    if werkkring_id:
        linked = select(ProeftuinWerkkring.proeftuin_id).where(ProeftuinWerkkring.werkkring_id == werkkring_id)
        query = query.where(Publication.proeftuin_id.in_(linked))
    return query.where(_holds(session, theme)) if theme else query


def _mentions(word: str) -> ColumnElement[bool]:
    return or_(Publication.title.icontains(word, autoescape=True), Publication.body.icontains(word, autoescape=True))


def _holds(session: Session, theme: str) -> ColumnElement[bool]:
    if session.get_bind().dialect.name == "postgresql":
        return type_coerce(Proeftuin.themes, JSONB).contains([theme])
    each = func.json_each(Proeftuin.themes).table_valued("value")
    return select(each.c.value).where(each.c.value == theme).exists()


def _views(session: Session, rows: Sequence[Any], origin: str) -> list[View]:
    """The rows as readers see them, in one further statement however many there are."""
    revisions: dict[UUID, list[View]] = defaultdict(list)
    wanted = select(Revision).where(Revision.publication_id.in_([row.id for row in rows]))
    for each in session.scalars(wanted.order_by(Revision.publication_id, Revision.revision)):
        revisions[each.publication_id].append({"revision": each.revision, "at": each.at})
    return [
        {
            **row._mapping,
            "themes": row.themes or [],
            "url": address_of(row.id, origin),
            "revisions": revisions[row.id],
        }
        for row in rows
    ]
