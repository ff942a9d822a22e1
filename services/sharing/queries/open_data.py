"""The datasets that everyone may know of, page by page, as the catalogue of open data describes them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.sharing.model import Dataset, Proeftuin, Publication, address_of
from shared.http import Page, page_of

View = dict[str, Any]
TOLD = (
    *("description", "keywords", "theme", "access", "frequency", "starts_on", "ends_on", "place", "contact"),
    *("provenance", "files", "issued_at", "modified_at"),
)
PUBLISHED = ("title", "language", "licence")


def list_datasets(session: Session, *, origin: str, limit: int, cursor: str | None) -> Page[View]:
    """Published datasets, newest first."""
    query = (
        select(
            Dataset.id,
            Dataset.publication_id,
            *(getattr(Dataset, name) for name in TOLD),
            *(getattr(Publication, name) for name in PUBLISHED),
            Proeftuin.title.label("proeftuin_title"),
            Publication.proeftuin_id,
        )
        .join(Publication, Publication.id == Dataset.publication_id)
        .outerjoin(Proeftuin, Proeftuin.id == Publication.proeftuin_id)
        .where(Publication.state == "published")
    )
    keys = (Dataset.issued_at, Dataset.id)
    page = page_of(lambda s: session.execute(s).all(), query, *keys, limit=limit, cursor=cursor)
    rows = [{**row._mapping, "url": address_of(row.publication_id, origin)} for row in page.items]
    return Page(rows, page.cursor)
