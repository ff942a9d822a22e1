"""The files of a dataset: looked at before they are read, written down when they are kept, and removed for good."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol
from uuid import UUID

import structlog
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.experiments.model import Dataset, DatasetFile, Proeftuin
from services.experiments.model.dataset_file import must_have_room, next_number, present
from services.experiments.use_cases.dataset_facts import files_of
from services.experiments.use_cases.datasets import dataset_to_change, tell_of_change
from services.experiments.use_cases.story import note
from shared.actor import Actor
from shared.errors import Invalid, NotFound, Reason
from shared.ids import new_id
from shared.storage import Store, sweeping
from shared.storage.kinds import must_be_takeable
from shared.storage.names import clean_name
from shared.storage.store import Unavailable

log = structlog.get_logger()
AT_ONCE = 50


class Kept(Protocol):
    """A file that was checked and is kept already."""

    @property
    def key(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def sha256(self) -> str: ...
    @property
    def media_type(self) -> str: ...


def must_take_file(
    session: Session, actor: Actor, proeftuin_id: UUID, dataset_id: UUID, *, name: str, size: int
) -> None:
    """Raises what stands in the way, before any of it is read; the same is looked at again when it has arrived."""
    proeftuin, dataset = dataset_to_change(session, actor, proeftuin_id, dataset_id)
    _must_fit(session, proeftuin, dataset, name, size)


def add_dataset_file(
    session: Session, actor: Actor, proeftuin_id: UUID, dataset_id: UUID, *, name: str, kept: Kept
) -> DatasetFile:
    """Write down a file that is kept: a new one, or the next version. Sent again, the newest is it already."""
    proeftuin, dataset = dataset_to_change(session, actor, proeftuin_id, dataset_id)
    _must_fit(session, proeftuin, dataset, name, kept.size)
    every = _every(session, dataset)
    newest = next((one for one in present(every) if one.name == name), None)
    if newest is not None and newest.sha256 == kept.sha256:
        return newest
    added = DatasetFile(
        id=new_id(),
        proeftuin_id=proeftuin.id,
        dataset_id=dataset.id,
        name=name,
        number=next_number(every, name),
        author_id=actor.person,
        **{fact: getattr(kept, fact) for fact in ("key", "size", "sha256", "media_type")},
    )
    session.add(added)
    _changed(session, actor, proeftuin, dataset, "dataset.file-added", name)
    return added


def remove_dataset_file(
    session: Session,
    actor: Actor,
    proeftuin_id: UUID,
    dataset_id: UUID,
    name: str,
    *,
    reason: str,
    numbers: Collection[int],
) -> None:
    """Let these versions of a file be gone for good, or all of them where none is named: as a withdrawal asks."""
    proeftuin, dataset = dataset_to_change(session, actor, proeftuin_id, dataset_id)
    there = [one for one in files_of(session, dataset) if one.name == name]
    meant = [one for one in there if not numbers or one.number in numbers]
    if not meant or set(numbers) - {one.number for one in there}:
        raise NotFound("no-such-file", "This dataset has no such file.")
    for one in meant:
        one.remove(reason)
    _changed(session, actor, proeftuin, dataset, "dataset.file-removed", name, text=reason)


def remove_bytes(session: Session) -> None:
    """What was removed is gone from where it was kept too. A crash in between: it is looked for again.

    A store that fails is left alone until the next round, in any order: so one file that cannot go holds up no other.
    """
    store: Store = session.info["store"]
    query = select(DatasetFile).where(DatasetFile.removed_at.is_not(None), DatasetFile.key.is_not(None))
    for each in session.scalars(query.order_by(func.random()).limit(AT_ONCE).with_for_update(skip_locked=True)).all():
        assert each.key is not None
        try:
            store.remove(each.key)
        except (Unavailable, OSError) as error:
            log.error("file_not_removed", key=each.key, error=type(error).__name__)
            return
        each.key = None


def sweep_files(session: Session) -> None:
    """What a crash left: files that nobody wrote down within a day."""

    def known(keys: Collection[str]) -> Collection[str]:
        return {key for key in session.scalars(select(DatasetFile.key).where(DatasetFile.key.in_(keys))) if key}

    sweeping.sweep(session.info["store"], known)


def _must_fit(session: Session, proeftuin: Proeftuin, dataset: Dataset, name: str, size: int) -> None:
    dataset.must_be_there()
    clean = clean_name(name)
    if clean != name:
        how = f"Call it {clean}." if clean else "Give it a name such as results.csv."
        reason = Reason("bad-name", "A name has letters, digits, dots and dashes, and an ending.", "/name", how)
        raise Invalid("bad-name", "A file cannot be called that here.", (reason,))
    must_be_takeable(name)
    held = select(func.coalesce(func.sum(DatasetFile.size), 0)).where(DatasetFile.key.is_not(None))
    total = session.execute(held.where(DatasetFile.proeftuin_id == proeftuin.id)).scalar_one()
    must_have_room(files_of(session, dataset), name, size=size, held=int(total))


def _changed(
    session: Session,
    actor: Actor,
    proeftuin: Proeftuin,
    dataset: Dataset,
    kind: str,
    name: str,
    text: str | None = None,
) -> None:
    dataset.touch()
    title = f"{dataset.title}: {name}"
    note(session, proeftuin, actor, kind, subject=dataset.id, public=False, title=title, text=text)
    tell_of_change(session, actor, proeftuin, dataset)


def _every(session: Session, dataset: Dataset) -> list[DatasetFile]:
    """Also those that were removed: no number is ever given twice."""
    return list(session.scalars(select(DatasetFile).where(DatasetFile.dataset_id == dataset.id)))
