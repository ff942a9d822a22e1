"""Who takes part and contributes, who holds it, and the roles of WIN. About persons, so internal."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from shared.events import Event, Moment, event


@event("experiments.participation.started.v1", subject="proeftuin_id", internal=True)
class ParticipationStarted(Event):
    """Said when someone joins a proeftuin by himself, again or for the first time. A new stint begins."""

    proeftuin_id: UUID
    stint_id: UUID
    person_id: UUID
    holder: bool
    started_at: Moment


@event("experiments.participation.ended.v1", subject="proeftuin_id", internal=True)
class ParticipationEnded(Event):
    """Said when someone leaves. Effective at once, mail included; his stint stays on record."""

    proeftuin_id: UUID
    stint_id: UUID
    person_id: UUID
    ended_at: Moment


@event("experiments.holder.appointed.v1", subject="proeftuin_id", internal=True)
class HolderAppointed(Event):
    """Said when someone who takes part becomes holder too. The first one holds from the start of his participation."""

    proeftuin_id: UUID
    person_id: UUID


@event("experiments.holder.dismissed.v1", subject="proeftuin_id", internal=True)
class HolderDismissed(Event):
    """Said when someone holds the proeftuin no longer and goes on taking part. Who leaves stops holding by that."""

    proeftuin_id: UUID
    person_id: UUID


@event("experiments.win-role.started.v1", subject="proeftuin_id", internal=True)
class WinRoleStarted(Event):
    """Said when a steward assigns a role that WIN takes in a proeftuin. It reads and nudges, it does not own."""

    proeftuin_id: UUID
    win_role_id: UUID
    person_id: UUID
    role: Literal["facilitator", "inspirator", "driver", "mentor"]


@event("experiments.win-role.ended.v1", subject="proeftuin_id", internal=True)
class WinRoleEnded(Event):
    """Said when someone bears a WIN role in a proeftuin no longer."""

    proeftuin_id: UUID
    win_role_id: UUID
    person_id: UUID


@event("experiments.contribution.made.v1", subject="proeftuin_id", internal=True)
class ContributionMade(Event):
    """Said when a participant tells what he contributed. What he told is for participants, and not said."""

    proeftuin_id: UUID
    contribution_id: UUID
    person_id: UUID


@event("experiments.contribution.withdrawn.v1", subject="proeftuin_id", internal=True)
class ContributionWithdrawn(Event):
    """Said when someone takes back what he told of his contribution. It is credited no longer."""

    proeftuin_id: UUID
    contribution_id: UUID
    person_id: UUID
