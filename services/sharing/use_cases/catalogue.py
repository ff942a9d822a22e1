"""Filling the catalogue: what is told of ideas, proeftuinen, publications and datasets, findable at once or no more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Table, delete, or_, select
from sqlalchemy.orm import Session

from services.sharing.model import ROOM, Document, Proeftuin, Publication, SearchEntry, mark_of
from shared import markdown
from shared.bus.sql import insert_new
from shared.dutch import index
from shared.dutch.words import ANALYSIS

AT_ONCE = 200


def know_text(
    session: Session,
    kind: str,
    document_id: UUID,
    *,
    title: str,
    texts: Sequence[str],
    themes: Sequence[str],
    municipality: str | None,
    language: str,
    version: int,
    at: datetime,
    proeftuin_id: UUID | None = None,
) -> None:
    """Take over what it says, in Markdown, and what it is about; unless a later text is here."""
    document = _load(session, kind, document_id, at)
    document.proeftuin_id = document.proeftuin_id or proeftuin_id
    said = {"title": markdown.tame(" ".join(title.split())), "text": "\n".join(map(markdown.plain, texts)).strip()}
    if document.tell(version=version, themes=list(themes), municipality=municipality, **said):
        document.language = language
        _keep_findable(session, document)


def know_state(session: Session, kind: str, document_id: UUID, state: str, *, version: int, at: datetime) -> None:
    """Take over its state, which says whether everyone may find it; unless a later one is here."""
    document = _load(session, kind, document_id, at)
    was_visible = document.visible
    if document.become(state, version=version) and document.visible != was_visible:
        _keep_findable(session, document)


def show_publication(session: Session, publication: Publication) -> None:
    """Let everyone find what it says now."""
    proeftuin = session.get(Proeftuin, publication.proeftuin_id)
    kind = "dataset" if publication.source == "dataset" else "publication"
    document = _load(session, kind, publication.id, publication.published_at)
    document.heard = document.state_heard = publication.revision
    document.title, document.text, document.state = publication.title, markdown.plain(publication.body), "published"
    document.language, document.proeftuin_id = publication.language, publication.proeftuin_id
    document.themes = list(proeftuin.themes) if proeftuin else []
    document.municipality = proeftuin.municipality if proeftuin else None
    _keep_findable(session, document)


def hide_document(session: Session, document_id: UUID) -> None:
    """Let nobody find it, and keep no text of it."""
    document = session.get(Document, document_id, with_for_update=True)
    if document is not None:
        document.state = "retracted"
        document.empty()
        _keep_findable(session, document)


def know_surroundings(session: Session, proeftuin_id: UUID) -> None:
    """What a proeftuin is about, and where, goes for what it published too."""
    proeftuin = session.get_one(Proeftuin, proeftuin_id, populate_existing=True)
    themes, municipality = list(proeftuin.themes), proeftuin.municipality
    query = select(Document).where(Document.proeftuin_id == proeftuin_id, Document.id != proeftuin_id)
    for document in session.scalars(query.order_by(Document.id).with_for_update()):
        if (document.themes, document.municipality) != (themes, municipality):
            document.themes, document.municipality = themes, municipality
            _keep_findable(session, document)


def show_publications(session: Session) -> int:
    """Some of the publications that everyone may read and nobody finds. Returns how many."""
    missing = select(Publication).outerjoin(Document, Document.id == Publication.id).where(Document.id.is_(None))
    query = missing.where(Publication.state == "published").order_by(Publication.published_at, Publication.id)
    found = list(session.scalars(query.limit(AT_ONCE)))
    for publication in found:
        show_publication(session, publication)
    return len(found)


def forget_analysis(session: Session) -> None:
    """Let every entry be made anew."""
    index.forget_analysis(session, ROOM)


def index_what_is_not(session: Session) -> int:
    """Make anew some of the entries that an earlier analysis made. Returns how many."""
    missing = or_(SearchEntry.document_id.is_(None), SearchEntry.analysis < ANALYSIS)
    query = select(Document).outerjoin(SearchEntry).where(Document.shown, missing).order_by(Document.id)
    found = list(session.scalars(query.limit(AT_ONCE)))
    for document in found:
        _keep_findable(session, document)
    return len(found)


def count_words(session: Session) -> int:
    """Learn the words of what was written since. Returns of how many documents."""
    return index.count_words(session, ROOM)


def _load(session: Session, kind: str, document_id: UUID, at: datetime) -> Document:
    """Its row, locked; made where it is not there. It is as old as the earliest word of it."""
    fresh = {"id": document_id, "kind": kind, "at": at, "title": "", "text": "", "themes": [], "language": "nl"}
    table = Document.__table__
    assert isinstance(table, Table)
    unheard = {"heard": 0, "state": "unknown", "state_heard": 0, "shown": False}
    insert_new(session, table, [{**fresh, **unheard}])
    document = session.get_one(Document, document_id, with_for_update=True, populate_existing=True)
    document.at = min(document.at, at)
    return document


def _keep_findable(session: Session, document: Document) -> None:
    document.shown = document.visible
    session.flush()
    if not document.shown:
        session.execute(delete(SearchEntry).where(SearchEntry.document_id == document.id))
        return
    index.write_entry(
        session, ROOM, document.id, title=document.title, rest=document.text, marks=list(_marks(document))
    )


def _marks(document: Document) -> Iterable[str]:
    yield mark_of("kind", document.kind)
    yield from (mark_of("theme", theme) for theme in document.themes)
    if document.municipality:
        yield mark_of("place", document.municipality)
