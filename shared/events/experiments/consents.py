"""Consent to be measured or kept in a dataset, and what follows when it is withdrawn. About persons, so internal."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from shared.events import Event, event

Kind = Literal["experiment", "dataset"]


@event("experiments.consent.given.v1", subject="proeftuin_id", internal=True)
class ConsentGiven(Event):
    """Said when someone lets himself be measured for an experiment, or lets a dataset hold what is about him for one of
    its purposes: `purpose_id` says which.
    """

    proeftuin_id: UUID
    subject_kind: Kind
    subject_id: UUID
    person_id: UUID
    purpose_id: UUID | None = None


@event("experiments.consent.withdrawn.v1", subject="proeftuin_id", internal=True)
class ConsentWithdrawn(Event):
    """Said when someone takes his consent back, or is erased. What he gave is used no more from now on.

    The research group removes what it holds of him, and confirms that by the day named.
    """

    proeftuin_id: UUID
    subject_kind: Kind
    subject_id: UUID
    person_id: UUID
    confirm_by: date
    purpose_id: UUID | None = None


@event("experiments.removal.confirmed.v1", subject="proeftuin_id", internal=True)
class RemovalConfirmed(Event):
    """Said when the research group confirms that it holds nothing any more of someone who withdrew his consent."""

    proeftuin_id: UUID
    subject_kind: Kind
    subject_id: UUID
    consent_id: UUID


@event("experiments.removal.overdue.v1", subject="proeftuin_id", internal=True)
class RemovalOverdue(Event):
    """Said when a removal was not confirmed in time, and every week until it is. The research group is reminded."""

    proeftuin_id: UUID
    subject_kind: Kind
    subject_id: UUID
    consent_id: UUID
    confirm_by: date
