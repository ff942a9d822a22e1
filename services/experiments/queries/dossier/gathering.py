"""What was gathered, and what became of it: open with its checksums, kept inside or destroyed, always with the day."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.experiments.model import Dataset, DatasetFile
from services.experiments.model.dataset_file import present
from services.experiments.queries.dossier.sources import Telling

KEPT = ("id", "state", "access", "licence")
FILE = ("name", "number", "media_type", "size", "sha256")


def gathering_of(telling: Telling) -> dict[str, Any]:
    """Every dataset of which something was decided; of those that everyone may read, their files."""
    here = Dataset.proeftuin_id == telling.proeftuin.id, Dataset.state != "draft", Dataset.taken_back.is_(False)
    found = telling.session.scalars(select(Dataset).where(*here).order_by(Dataset.id)).all()
    files: dict[UUID, list[DatasetFile]] = defaultdict(list)
    for each in telling.session.scalars(select(DatasetFile).where(DatasetFile.dataset_id.in_([d.id for d in found]))):
        files[each.dataset_id].append(each)
    return {"datasets": [_dataset(telling, dataset, files[dataset.id]) for dataset in found]}


def _dataset(telling: Telling, dataset: Dataset, files: list[DatasetFile]) -> dict[str, Any]:
    """To be kept goes without title and reason: they may be taken back, and it could not follow that."""
    words = {} if telling.to_keep else {"title": dataset.title, "reason": dataset.reason}
    shown = present(files) if dataset.open else []
    return {
        **{name: getattr(dataset, name) for name in KEPT},
        **words,
        "files": [{name: getattr(each, name) for name in FILE} for each in shown],
        "address": telling.api("datasets", dataset.id),
        "source": telling.source(f"dataset.{dataset.state}", dataset.id),
    }
