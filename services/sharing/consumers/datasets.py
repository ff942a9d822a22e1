"""Datasets that everyone may know of: published like all that proeftuinen tell, and described as open data."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy.orm import Session

from services.sharing.model import Source, Words
from services.sharing.use_cases import open_datasets, publications
from shared import markdown
from shared.bus.subscriptions import Subscriptions
from shared.events.envelope import Heard
from shared.events.experiments import (
    DatasetDestroyed,
    DatasetPublished,
    DatasetRestated,
    DatasetRestricted,
    DatasetRevised,
)

subscriptions = Subscriptions("sharing")
GATHERED = {"nl": "Hoe het is verzameld", "en": "How it was gathered"}
FOUND = {"nl": "De dataset staat hier: <{url}>", "en": "The dataset is here: <{url}>"}
TOLD = ("keywords", "theme", "access", "frequency", "starts_on", "ends_on", "place", "contact")


@subscriptions.on(DatasetPublished)
def publish_when_dataset_published(session: Session, heard: Heard[DatasetPublished]) -> None:
    """Publish its description, and let its files be found. It is the group's, so nobody is named."""
    _publish(session, heard)


@subscriptions.on(DatasetRevised)
def revise_when_dataset_revised(session: Session, heard: Heard[DatasetRevised]) -> None:
    """Take over the new description as the next revision, and its files as they are now."""
    _publish(session, heard)


@subscriptions.on(DatasetRestated)
def publish_when_dataset_restated(session: Session, heard: Heard[DatasetRestated]) -> None:
    """Make up for what was never heard."""
    _publish(session, heard)


@subscriptions.on(DatasetRestricted, DatasetDestroyed)
def retract_when_dataset_closed(session: Session, heard: Heard[DatasetRestricted | DatasetDestroyed]) -> None:
    """It is for everyone no longer, or not there any more."""
    source = _source(heard.event.dataset_id, heard.event.proeftuin_id)
    publications.withdraw(session, source, version=heard.version, at=heard.envelope.time)
    open_datasets.forget_dataset(session, source, version=heard.version, at=heard.envelope.time)


def _publish(session: Session, heard: Heard[DatasetPublished] | Heard[DatasetRevised] | Heard[DatasetRestated]) -> None:
    told, at = heard.event, heard.envelope.time
    if isinstance(told, DatasetRestated):
        at = told.published_at
    source = _source(told.dataset_id, told.proeftuin_id)
    words = Words("dataset", told.title, _body(session, told), told.language, told.licence)
    publications.publish(session, words, source, version=heard.version, at=at)
    facts: dict[str, Any] = {name: getattr(told, name) for name in TOLD}
    texts = {name: markdown.plain(markdown.tame(getattr(told, name))) for name in ("description", "provenance")}
    files = [msgspec.to_builtins(each) for each in told.files]
    open_datasets.know_dataset(session, source, version=heard.version, at=at, files=files, **texts, **facts)


def _source(dataset_id: Any, proeftuin_id: Any) -> Source:
    return Source("dataset", dataset_id, proeftuin_id, credited=False)


def _body(session: Session, told: DatasetPublished | DatasetRevised | DatasetRestated) -> str:
    """What readers of a publication read of it, and where they find the rest."""
    language = told.language if told.language in GATHERED else "nl"
    url = f"{session.info.get('origin', '')}/proeftuinen/{told.proeftuin_id}/datasets/{told.dataset_id}"
    parts = (told.description, f"**{GATHERED[language]}**", told.provenance, FOUND[language].format(url=url))
    return "\n\n".join(parts)
