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
from shared.actor import Actor
from shared.http import Page, page_of

View = dict[str, Any]

shown = select(
    *Publication.__table__.columns, Proeftuin.title.label("proeftuin_title"), Proeftuin.themes.label("themes")
).outerjoin(Proeftuin, Proeftuin.id == Publication.proeftuin_id)


def list_publications(
    session: Session,
    actor: Actor,
    *,
    origin: str,
    state: str,
    q: str | None,
    limit: int,
    cursor: str | None,
    **about: Any,
) -> Page[View]:
    """What is published now, newest first; `about` narrows it to a proeftuin, a theme, a kind and so on.

    What is held or was taken back is listed for editors only.
    """
    if state != "published":
        permissions.must_be_editor(actor)
    query = narrowed(session, shown, **about).where(Publication.state == state)
    for word in (q or "").split()[:8]:
        query = query.where(_mentions(word))
    keys = (Publication.published_at, Publication.id)
    page = page_of(lambda s: session.execute(s).all(), query, *keys, limit=limit, cursor=cursor)
    return Page(views_of(session, page.items, origin), page.cursor)


def get_publication(session: Session, actor: Actor, publication_id: UUID, *, origin: str) -> View:
    """One publication with its revisions. Raises Gone where it was taken back, Forbidden where an editor holds it."""
    row = session.execute(shown.where(Publication.id == publication_id)).one_or_none()
    found = permissions.must_read(actor, permissions.must_exist(row))
    return views_of(session, [found], origin)[0]


def last_changed(session: Session, *where: ColumnElement[bool], **about: Any) -> datetime | None:
    """When anything about these publications last changed; a retraction or a hold is a change too."""
    query: Select[*tuple[Any, ...]] = select(func.max(Publication.changed_at)).outerjoin(
        Proeftuin, Proeftuin.id == Publication.proeftuin_id
    )
    found: datetime | None = session.scalar(narrowed(session, query, **about).where(*where))
    return found


def name_of(
    session: Session, *, proeftuin_id: UUID | None, werkkring_id: UUID | None, theme: str | None, **_: Any
) -> str | None:
    """What a choice of publications is called: its proeftuin, its werkkring or its theme."""
    if proeftuin_id:
        return session.scalar(select(Proeftuin.title).where(Proeftuin.id == proeftuin_id))
    if werkkring_id:
        return session.scalar(select(Werkkring.name).where(Werkkring.id == werkkring_id))
    return theme


def narrowed(
    session: Session,
    query: Select[*tuple[Any, ...]],
    *,
    proeftuin_id: UUID | None,
    werkkring_id: UUID | None,
    theme: str | None,
    kind: str | None,
    language: str | None,
) -> Select[*tuple[Any, ...]]:
    """`query`, which reads publications and their proeftuinen, for those that a reader asks for."""
    if kind:
        query = query.where(Publication.kind == kind)
    if language:
        query = query.where(Publication.language == language)
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


def views_of(session: Session, rows: Sequence[Any], origin: str) -> list[View]:
    """The rows as readers see them, in one further statement however many there are."""
    revisions: dict[UUID, list[View]] = defaultdict(list)
    wanted = select(Revision).where(Revision.publication_id.in_([row.id for row in rows]))
    for each in session.scalars(wanted.order_by(Revision.publication_id, Revision.revision)):
        revisions[each.publication_id].append({"revision": each.revision, "at": each.at, "title": each.title})
    return [
        {
            **row._mapping,
            "themes": row.themes or [],
            "update_id": row.source_id if row.source == "update" else None,
            "url": address_of(row.id, origin),
            "revisions": revisions[row.id],
        }
        for row in rows
    ]
