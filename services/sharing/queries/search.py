"""Finding in the catalogue: ideas, proeftuinen, publications and datasets in one list, best first, or newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from services.sharing.model import PATHS, ROOM, Document, SearchEntry, mark_of
from shared.dutch import finding, matching
from shared.dutch.snippets import Piece, marked, snippet
from shared.dutch.words import Term
from shared.http import Page, page_of

View = dict[str, Any]


def search_catalogue(
    session: Session,
    *,
    origin: str,
    q: str | None,
    type: str | None,
    theme: str | None,
    municipality: str | None,
    limit: int,
    cursor: str | None,
) -> Page[View]:
    """What fits the words best; without words the newest. A filter narrows either."""
    place = [mark_of("theme", theme)] if theme else []
    place += [mark_of("place", municipality)] if municipality else []
    if q:
        marks = [*place, *([mark_of("kind", type)] if type else [])]
        ids, further = finding.best(session, ROOM, select(SearchEntry), q, marks=marks, limit=limit, cursor=cursor)
        terms = finding.terms_asked(session, ROOM, q)
        return Page([_view(each, terms, origin) for each in _documents(session, ids)], further)
    query = _newest(session, type, place)
    keys = (Document.at, Document.id)
    page = page_of(lambda s: session.scalars(s).all(), query, *keys, limit=limit, cursor=cursor)
    return Page([_view(each, [], origin) for each in page.items], page.cursor)


def _newest(session: Session, kind: str | None, marks: Sequence[str]) -> Select[*tuple[Any, ...]]:
    query = select(Document).where(Document.shown)
    if kind:
        query = query.where(Document.kind == kind)
    if marks:
        places = matching.holding(session, ROOM, matching.with_marks(session, "", marks))
        query = query.where(Document.id.in_(select(SearchEntry.document_id).where(SearchEntry.place.in_(places))))
    return query


def _documents(session: Session, ids: Sequence[UUID]) -> list[Document]:
    found = {each.id: each for each in session.scalars(select(Document).where(Document.id.in_(ids)))}
    return [found[each] for each in ids if each in found]


def _view(document: Document, terms: Sequence[Term], origin: str) -> View:
    facts = ("id", "title", "at", "themes", "municipality", "language", "proeftuin_id", "state")
    pieces = snippet(document.text, terms)
    return {
        **{name: getattr(document, name) for name in facts},
        "type": document.kind,
        "url": origin + PATHS[document.kind].format(id=document.id, proeftuin_id=document.proeftuin_id),
        "title_html": _html(marked(document.title, terms)),
        "snippet": "".join(text for text, _ in pieces),
        "snippet_html": _html(pieces),
    }


def _html(pieces: Iterable[Piece]) -> str:
    """Text and nothing but text, but for the marks."""
    return "".join(f"<mark>{escape(text)}</mark>" if hit else escape(text) for text, hit in pieces)
