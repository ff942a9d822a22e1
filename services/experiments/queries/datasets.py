"""Datasets as their readers see them: those inside all of it, everyone what is public, and of the rest that it was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import Consent, Dataset, DatasetFile, DatasetPurpose, Proeftuin
from services.experiments.model.dataset_file import present
from services.experiments.queries.measuring import removal_view, researchers_of
from services.experiments.queries.reading import read_proeftuin
from shared import markdown
from shared.actor import Actor
from shared.errors import NotFound

View = dict[str, Any]
ALWAYS = ("id", "version", "proeftuin_id", "state", "title", "reason", "created_at", "published_at", "ended_at")
DESCRIBED = (
    *("description", "keywords", "theme", "licence", "language", "starts_on", "ends_on", "place", "contact_id"),
    *("access", "frequency", "provenance", "personal_data", "revised_at"),
)
FILE = ("name", "number", "media_type", "size", "sha256", "added_at", "removed_at", "removed_why")
OWN = ("given_at", "withdrawn_at", "confirm_by", "confirmed_at")


def list_datasets(session: Session, actor: Actor, proeftuin_id: UUID) -> list[View]:
    """Those of which this reader may know, oldest first; a proeftuin has a handful."""
    proeftuin, researchers = read_proeftuin(session, proeftuin_id), researchers_of(session, proeftuin_id)
    query = select(Dataset).where(Dataset.proeftuin_id == proeftuin_id).order_by(Dataset.id)
    own = _consented_to(session, actor, proeftuin_id)
    known = [one for one in session.scalars(query) if one.id in own or _may_know(actor, proeftuin, one, researchers)]
    return _views(session, actor, proeftuin, known, researchers)


def get_dataset(session: Session, actor: Actor, proeftuin_id: UUID, dataset_id: UUID) -> View:
    """One dataset. Raises NotFound, also for who may not know of it."""
    proeftuin, researchers = read_proeftuin(session, proeftuin_id), researchers_of(session, proeftuin_id)
    found = _load(session, proeftuin_id, dataset_id)
    own = _consented_to(session, actor, proeftuin_id)
    if dataset_id not in own and not _may_know(actor, proeftuin, found, researchers):
        raise NotFound("no-such-dataset", "There is no such dataset.")
    return _views(session, actor, proeftuin, [found], researchers)[0]


def get_dataset_file(
    session: Session, actor: Actor, proeftuin_id: UUID, dataset_id: UUID, name: str, *, number: int | None
) -> DatasetFile:
    """The newest version of a file, or this one. Raises NotFound, also for who may not have it."""
    proeftuin, researchers = read_proeftuin(session, proeftuin_id), researchers_of(session, proeftuin_id)
    dataset = _load(session, proeftuin_id, dataset_id)
    if permissions.may_have_files(actor, proeftuin, dataset, researchers):
        there = DatasetFile.dataset_id == dataset_id, DatasetFile.name == name, DatasetFile.removed_at.is_(None)
        inside = permissions.may_see_dataset(actor, proeftuin, researchers)
        newest = select(DatasetFile).where(*there).order_by(DatasetFile.number.desc()).limit(1)
        found = session.execute(newest).scalar_one_or_none()
        if found is not None and number not in (None, found.number) and inside:
            one = select(DatasetFile).where(*there, DatasetFile.number == number)
            found = session.execute(one).scalar_one_or_none()
        if found is not None and number in (None, found.number):
            return found
    raise NotFound("no-such-file", "There is no such file.")


def must_still_have(session: Session, actor: Actor, file: DatasetFile) -> None:
    """Raises NotFound once this reader may have this version no longer: he left, or it was restricted or removed."""
    proeftuin, researchers = read_proeftuin(session, file.proeftuin_id), researchers_of(session, file.proeftuin_id)
    dataset = _load(session, file.proeftuin_id, file.dataset_id)
    there = select(DatasetFile.id).where(DatasetFile.id == file.id, DatasetFile.removed_at.is_(None))
    gone = session.execute(there).first() is None
    if gone or not permissions.may_have_files(actor, proeftuin, dataset, researchers):
        raise NotFound("no-such-file", "There is no such file.")


def list_my_dataset_consents(session: Session, actor: Actor, proeftuin_id: UUID, dataset_id: UUID) -> list[View]:
    """What one is asked, and what one answered; for others than those inside, only what they answered."""
    proeftuin = read_proeftuin(session, proeftuin_id)
    dataset = _load(session, proeftuin_id, dataset_id)
    own = Consent.subject_id == dataset_id, Consent.person_id == actor.person
    newest = {one.purpose_id: one for one in session.scalars(select(Consent).where(*own).order_by(Consent.id))}
    asked = permissions.is_participant(actor, proeftuin) and dataset.state != "destroyed"
    purposes = _purposes(session, [dataset_id])[dataset_id]
    return [_own_view(one, newest.get(one.id)) for one in purposes if asked or one.id in newest]


def list_dataset_removals(session: Session, actor: Actor, proeftuin_id: UUID, dataset_id: UUID) -> list[View]:
    """What was withdrawn, oldest first: for who speaks for a research group that takes part, or did."""
    read_proeftuin(session, proeftuin_id)
    permissions.must_speak_for_research(actor, researchers_of(session, proeftuin_id, ever=True))
    _load(session, proeftuin_id, dataset_id)
    withdrawn = Consent.subject_id == dataset_id, Consent.withdrawn_at.is_not(None)
    query = select(Consent).where(*withdrawn).order_by(Consent.withdrawn_at, Consent.id)
    return [removal_view(consent) for consent in session.scalars(query)]


def file_view(each: DatasetFile, *, readable: bool = True) -> View:
    """One version of a file; its address where this reader may have it."""
    at = f"/api/experiments/v1/proeftuinen/{each.proeftuin_id}/datasets/{each.dataset_id}/files/{quote(each.name)}"
    url = f"{at}?number={each.number}" if readable and each.removed_at is None else None
    return {**{name: getattr(each, name) for name in FILE}, "url": url}


def _load(session: Session, proeftuin_id: UUID, dataset_id: UUID) -> Dataset:
    anew = select(Dataset).where(Dataset.id == dataset_id).execution_options(populate_existing=True)
    found = session.execute(anew).scalar_one_or_none()
    if found is None or found.proeftuin_id != proeftuin_id:
        raise NotFound("no-such-dataset", "There is no such dataset.")
    return found


def _may_know(actor: Actor, proeftuin: Proeftuin, dataset: Dataset, researchers: set[UUID]) -> bool:
    """Whether it is there at all for this reader; that something was restricted or destroyed is no secret."""
    told = dataset.readable or dataset.state in ("restricted", "destroyed")
    return told or permissions.may_see_dataset(actor, proeftuin, researchers)


def _consented_to(session: Session, actor: Actor, proeftuin_id: UUID) -> set[UUID]:
    """Those that hold, or held, something of this reader: he knows of them after leaving too, to take that back."""
    if actor.person_id is None:
        return set()
    own = Consent.proeftuin_id == proeftuin_id, Consent.person_id == actor.person_id
    return set(session.scalars(select(Consent.subject_id).where(*own, Consent.subject_kind == "dataset")))


def _views(
    session: Session, actor: Actor, proeftuin: Proeftuin, datasets: Sequence[Dataset], researchers: set[UUID]
) -> list[View]:
    ids = [one.id for one in datasets]
    files: dict[UUID, list[DatasetFile]] = defaultdict(list)
    query = select(DatasetFile).where(DatasetFile.dataset_id.in_(ids)).order_by(DatasetFile.name, DatasetFile.number)
    for each in session.scalars(query):
        files[each.dataset_id].append(each)
    purposes = _purposes(session, ids)
    return [_view(actor, proeftuin, one, files[one.id], purposes[one.id], researchers) for one in datasets]


def _view(
    actor: Actor,
    proeftuin: Proeftuin,
    dataset: Dataset,
    files: Sequence[DatasetFile],
    purposes: Sequence[DatasetPurpose],
    researchers: set[UUID],
) -> View:
    inside = permissions.may_see_dataset(actor, proeftuin, researchers)
    has_files = permissions.may_have_files(actor, proeftuin, dataset, researchers)
    view = {name: getattr(dataset, name) for name in (*ALWAYS, *(DESCRIBED if inside or dataset.readable else ()))}
    if "description" in view:
        view["description_html"] = markdown.render(dataset.description)
    newest = present(files) if inside or has_files else []
    earlier = [one for one in files if one not in newest] if inside else []
    return {
        **view,
        "author_id": dataset.author_id if inside else None,
        "files": [file_view(one, readable=has_files) for one in newest],
        "earlier_files": [file_view(one, readable=has_files) for one in earlier],
        "purposes": [{"id": one.id, "text": one.text} for one in purposes] if inside or dataset.readable else [],
        "may_write": permissions.may_write_dataset(actor, proeftuin, dataset, researchers),
        "may_decide": permissions.may_decide_dataset(actor, proeftuin, researchers),
    }


def _purposes(session: Session, ids: Sequence[UUID]) -> dict[UUID, list[DatasetPurpose]]:
    found: dict[UUID, list[DatasetPurpose]] = defaultdict(list)
    query = select(DatasetPurpose).where(DatasetPurpose.dataset_id.in_(ids)).order_by(DatasetPurpose.id)
    for one in session.scalars(query):
        found[one.dataset_id].append(one)
    return found


def _own_view(purpose: DatasetPurpose, consent: Consent | None) -> View:
    given = consent is not None and consent.withdrawn_at is None
    facts = {name: getattr(consent, name, None) for name in OWN}
    return {"id": purpose.id, "text": purpose.text, "given": given, **facts}
