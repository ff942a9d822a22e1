"""Datasets: described and revised by those who gather them; published, restricted or destroyed by who may decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import Dataset, Proeftuin, TimelineEntry
from services.experiments.use_cases import dataset_purposes as purposes
from services.experiments.use_cases.dataset_facts import facts_of, files_of, must_be_complete
from services.experiments.use_cases.known import researchers_of
from services.experiments.use_cases.story import load_proeftuin, note, tell
from shared.actor import Actor
from shared.errors import NotFound
from shared.events.experiments import DatasetDestroyed, DatasetPublished, DatasetRestricted, DatasetRevised
from shared.ids import new_id


def describe_dataset(session: Session, actor: Actor, proeftuin_id: UUID, *, asks: Sequence[str], **given: Any) -> UUID:
    """Who takes part, or researches, begins a dataset, for those inside; returns its id."""
    proeftuin = load_proeftuin(session, proeftuin_id)
    permissions.must_gather(actor, proeftuin, researchers_of(session, proeftuin_id))
    proeftuin.must_be_unfinished()
    dataset = Dataset(id=new_id(), proeftuin_id=proeftuin.id, author_id=actor.person, keywords=[])
    session.add(dataset)
    for name, value in given.items():
        setattr(dataset, name, value)
    session.flush()
    purposes.settle(session, dataset, asks)
    _note(session, proeftuin, actor, "dataset.described", dataset, public=False)
    return dataset.id


def dataset_to_change(
    session: Session, actor: Actor, proeftuin_id: UUID, dataset_id: UUID
) -> tuple[Proeftuin, Dataset]:
    """The dataset, locked with its proeftuin, for who may write in it."""
    proeftuin = load_proeftuin(session, proeftuin_id)
    dataset = load_dataset(session, proeftuin, dataset_id)
    permissions.must_write_dataset(actor, proeftuin, dataset, researchers_of(session, proeftuin_id))
    return proeftuin, dataset


def revise_dataset(session: Session, actor: Actor, proeftuin: Proeftuin, dataset: Dataset, **changes: Any) -> None:
    """Change the description or the purposes; a published dataset stays complete, and its catalogue entry follows."""
    asks = changes.pop("asks", None)
    asked = asks is not None and purposes.settle(session, dataset, asks)
    if not dataset.revise(changes) and not asked:
        return
    if asked and not changes:
        dataset.touch()
    _note(session, proeftuin, actor, "dataset.revised", dataset, public=dataset.readable)
    tell_of_change(session, actor, proeftuin, dataset)


def publish_dataset(session: Session, actor: Actor, proeftuin_id: UUID, dataset_id: UUID) -> None:
    """Let everyone know of it, where nothing is missing."""
    proeftuin, dataset = _to_decide(session, actor, proeftuin_id, dataset_id)
    dataset.publish()
    must_be_complete(session, proeftuin, dataset, anew=True)
    _note(session, proeftuin, actor, "dataset.published", dataset)
    proeftuin.shared()
    tell(session, actor, DatasetPublished(**facts_of(session, dataset)))


def restrict_dataset(session: Session, actor: Actor, proeftuin_id: UUID, dataset_id: UUID, *, reason: str) -> None:
    """Keep it, or have it again, for those inside only; everyone may read why."""
    proeftuin, dataset = _to_decide(session, actor, proeftuin_id, dataset_id)
    dataset.restrict(reason)
    _note(session, proeftuin, actor, "dataset.restricted", dataset, text=reason)
    about = {"dataset_id": dataset.id, "proeftuin_id": proeftuin.id}
    tell(session, actor, DatasetRestricted(reason=reason, **about))


def destroy_dataset(session: Session, actor: Actor, proeftuin_id: UUID, dataset_id: UUID, *, reason: str) -> None:
    """Let its files be gone for good; what it was, and why it is no more, stays."""
    proeftuin, dataset = _to_decide(session, actor, proeftuin_id, dataset_id)
    dataset.destroy(reason)
    for each in files_of(session, dataset):
        each.remove(reason)
    _note(session, proeftuin, actor, "dataset.destroyed", dataset, text=reason)
    about = {"dataset_id": dataset.id, "proeftuin_id": proeftuin.id}
    tell(session, actor, DatasetDestroyed(reason=reason, **about))


def tell_of_change(session: Session, actor: Actor, proeftuin: Proeftuin, dataset: Dataset) -> None:
    """Say what is true now of a published dataset; of others nobody outside hears."""
    if dataset.state == "published":
        must_be_complete(session, proeftuin, dataset, anew=False)
        tell(session, actor, DatasetRevised(**facts_of(session, dataset)))


def load_dataset(session: Session, proeftuin: Proeftuin, dataset_id: UUID) -> Dataset:
    """The dataset, of a proeftuin that is locked. Raises NotFound."""
    found = session.execute(select(Dataset).where(Dataset.id == dataset_id)).scalar_one_or_none()
    if found is None or found.proeftuin_id != proeftuin.id:
        raise NotFound("no-such-dataset", "There is no such dataset.")
    return found


def know_taken_back(session: Session, dataset_id: UUID, *, taken_back: bool, version: int) -> None:
    """Whether outsiders may read it, as its publication goes; its lines in the story go along."""
    dataset = session.get(Dataset, dataset_id, with_for_update=True)
    if dataset is None or version <= dataset.publication_heard:
        return
    dataset.publication_heard, dataset.taken_back = version, taken_back
    if dataset.state == "published":
        told = update(TimelineEntry).where(TimelineEntry.subject_id == dataset_id)
        session.execute(told.where(TimelineEntry.kind == "dataset.published").values(public=not taken_back))


def _to_decide(session: Session, actor: Actor, proeftuin_id: UUID, dataset_id: UUID) -> tuple[Proeftuin, Dataset]:
    """Locked, for a holder or a researcher: also after the end, since data outlive a proeftuin."""
    proeftuin = load_proeftuin(session, proeftuin_id)
    dataset = load_dataset(session, proeftuin, dataset_id)
    permissions.must_be_researcher_or_holder(actor, proeftuin, researchers_of(session, proeftuin_id))
    return proeftuin, dataset


def _note(session: Session, proeftuin: Proeftuin, actor: Actor, kind: str, dataset: Dataset, **how: Any) -> None:
    note(session, proeftuin, actor, kind, subject=dataset.id, title=dataset.title, **how)
