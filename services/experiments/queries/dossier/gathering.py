"""Its datasets, as everyone may know of them, each with the proof of its files."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.experiments.model import Dataset, DatasetFile
from services.experiments.model.dataset_file import present
from services.experiments.queries.dossier.sources import Telling

FACTS = ("id", "state", "reason", "published_at", "ended_at")
DESCRIBED = ("licence", "access", "personal_data", "frequency")
FILE = ("number", "media_type", "size", "sha256", "added_at")
DECIDED = {"published": "dataset.published", "restricted": "dataset.restricted", "destroyed": "dataset.destroyed"}


def gathering_of(telling: Telling) -> dict[str, Any]:
    """Published, restricted and destroyed ones, oldest first; drafts are the group's own."""
    query = select(Dataset).where(Dataset.proeftuin_id == telling.proeftuin.id).order_by(Dataset.id)
    known = [one for one in telling.session.scalars(query) if one.readable or one.state in ("restricted", "destroyed")]
    files: dict[UUID, list[DatasetFile]] = defaultdict(list)
    of_open = DatasetFile.dataset_id.in_([one.id for one in known if one.open])
    for each in telling.session.scalars(
        select(DatasetFile).where(of_open).order_by(DatasetFile.name, DatasetFile.number)
    ):
        files[each.dataset_id].append(each)
    return {"datasets": [_dataset(telling, one, files[one.id]) for one in known]}


def _dataset(telling: Telling, dataset: Dataset, files: list[DatasetFile]) -> dict[str, Any]:
    """What it is called can be taken back, so a kept one goes without."""
    described = DESCRIBED if dataset.readable else ()
    return {
        **{name: getattr(dataset, name) for name in (*FACTS, *described)},
        **({} if telling.to_keep else {"title": dataset.title}),
        "files": [{name: getattr(each, name) for name in FILE} for each in present(files)],
        "address": telling.api("datasets", dataset.id),
        "source": telling.source(DECIDED[dataset.state], dataset.id),
    }
