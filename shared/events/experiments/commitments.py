"""Organisations that commit themselves, and end it."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from shared.events import Event, event


@event("experiments.commitment.proposed.v1", subject="commitment_id")
class CommitmentProposed(Event):
    """Said when a partner or research group is asked to commit to a proeftuin, or offers to. Nothing is agreed yet."""

    commitment_id: UUID
    proeftuin_id: UUID
    organisation_id: UUID
    part: Literal["partner", "research"]


@event("experiments.commitment.accepted.v1", subject="commitment_id")
class CommitmentAccepted(Event):
    """Said when a representative, other than who proposed it, accepts. The organisation is part of the proeftuin."""

    commitment_id: UUID
    proeftuin_id: UUID
    organisation_id: UUID
    part: Literal["partner", "research"]


@event("experiments.commitment.declined.v1", subject="commitment_id")
class CommitmentDeclined(Event):
    """Said when a proposed commitment is declined. Final; a new one may be proposed."""

    commitment_id: UUID
    proeftuin_id: UUID
    organisation_id: UUID


@event("experiments.commitment.ended.v1", subject="commitment_id")
class CommitmentEnded(Event):
    """Said when an accepted commitment ends. The organisation is part of the proeftuin no longer."""

    commitment_id: UUID
    proeftuin_id: UUID
    organisation_id: UUID
    part: Literal["partner", "research"]
