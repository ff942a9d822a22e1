"""Datasets: what a proeftuin gathered, described for a catalogue, with its files where everyone may have them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from shared.events import Event, Moment, Text, Words, event

Access = Literal["public", "restricted", "non-public"]
Frequency = Literal["once", "daily", "weekly", "monthly", "quarterly", "annual", "irregular"]
Digest = Annotated[str, msgspec.Meta(max_length=64)]


class FileFacts(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One file as it is now: where it is fetched, what it is, its size in bytes and its SHA-256."""

    file: Words
    url: Annotated[str, msgspec.Meta(max_length=500)]
    media_type: Words
    size: int
    sha256: Digest
    number: int


class DatasetFacts(Event):
    """What is told of a dataset that everyone may know of: of it as it is now, with nothing left out."""

    dataset_id: UUID
    proeftuin_id: UUID
    title: Words
    description: Text
    keywords: list[Words]
    theme: str
    licence: str
    language: str
    starts_on: date | None
    ends_on: date | None
    place: Words | None
    contact_id: UUID
    contact: Words
    access: Access
    frequency: Frequency
    provenance: Text
    personal_data: bool
    files: list[FileFacts]


@event("experiments.dataset.published.v1", subject="dataset_id")
class DatasetPublished(DatasetFacts):
    """Said when everyone may know of a dataset; and where `access` is public, have its files.

    Its contact is an organisation: `contact` is what it is called, `contact_id` its id.
    """


@event("experiments.dataset.revised.v1", subject="dataset_id")
class DatasetRevised(DatasetFacts):
    """Said when the description or the files of a published dataset change. Carries all that is true now."""


@event("experiments.dataset.restricted.v1", subject="dataset_id")
class DatasetRestricted(Event):
    """Said when a dataset is for those inside only, with the reason; published or not before. Copies of its text and
    files are to be removed.
    """

    dataset_id: UUID
    proeftuin_id: UUID
    reason: Text


@event("experiments.dataset.destroyed.v1", subject="dataset_id")
class DatasetDestroyed(Event):
    """Said when a dataset is destroyed, with the reason. Its files are gone, and copies of them are to be removed.
    Final.
    """

    dataset_id: UUID
    proeftuin_id: UUID
    reason: Text


@event("experiments.dataset.restated.v1", subject="dataset_id")
class DatasetRestated(DatasetFacts):
    """Said on request, to one listener, with what is true now of a published dataset."""

    published_at: Moment
