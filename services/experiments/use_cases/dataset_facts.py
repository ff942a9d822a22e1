"""What is said of a dataset, and what has to be true before it is."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.experiments.model import (
    Commitment,
    Consent,
    Dataset,
    DatasetFile,
    DatasetPurpose,
    Organisation,
    Proeftuin,
)
from services.experiments.model.dataset_file import present
from shared.events.experiments import FileFacts

TOLD = (
    *("proeftuin_id", "title", "description", "keywords", "theme", "licence", "language", "starts_on", "ends_on"),
    *("place", "contact_id", "access", "frequency", "provenance", "personal_data"),
)


def facts_of(session: Session, dataset: Dataset) -> dict[str, Any]:
    """What published, revised and restated tell alike; of files only where everyone may have them."""
    contact = session.get(Organisation, dataset.contact_id)
    origin = session.info.get("origin", "")
    files = present(files_of(session, dataset)) if dataset.access == "public" else []
    told = {name: getattr(dataset, name) for name in TOLD}
    named = {"dataset_id": dataset.id, "contact": contact.name if contact else ""}
    return {**told, **named, "files": [_file(each, origin) for each in files]}


def files_of(session: Session, dataset: Dataset) -> list[DatasetFile]:
    """Every version of every file that was not removed, oldest first."""
    query = select(DatasetFile).where(DatasetFile.dataset_id == dataset.id, DatasetFile.removed_at.is_(None))
    return list(session.scalars(query.order_by(DatasetFile.name, DatasetFile.number)))


def must_be_complete(session: Session, proeftuin: Proeftuin, dataset: Dataset, *, anew: bool) -> None:
    """Raises Conflict with everything that is missing.

    To be published `anew` no removal may wait. What is published already is mended: removing is what a removal asks.
    """
    waiting = Consent.subject_id == dataset.id, Consent.withdrawn_at.is_not(None), Consent.confirmed_at.is_(None)
    asked = DatasetPurpose.dataset_id == dataset.id
    dataset.must_be_complete(
        files=len(files_of(session, dataset)),
        purposes=session.execute(select(func.count()).select_from(DatasetPurpose).where(asked)).scalar_one(),
        waiting=session.execute(select(func.count()).select_from(Consent).where(*waiting)).scalar_one() if anew else 0,
        takes_part=_takes_part(session, proeftuin.id),
    )


def address_of_file(origin: str, each: DatasetFile) -> str:
    """Where the newest version of this file is fetched."""
    at = f"/api/experiments/v1/proeftuinen/{each.proeftuin_id}/datasets/{each.dataset_id}/files/{quote(each.name)}"
    return origin + at


def _file(each: DatasetFile, origin: str) -> FileFacts:
    return FileFacts(
        file=each.name,
        url=address_of_file(origin, each),
        media_type=each.media_type,
        size=each.size,
        sha256=each.sha256,
        number=each.number,
    )


def _takes_part(session: Session, proeftuin_id: UUID) -> set[UUID]:
    """The organisations that ever took part: one that left may still answer for what it gathered."""
    own = Commitment.proeftuin_id == proeftuin_id, Commitment.accepted_at.is_not(None)
    return set(session.scalars(select(Commitment.organisation_id).where(*own)))
