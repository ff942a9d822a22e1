"""What experiments says: of proeftuinen, who is in them, what they try, and what comes of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from shared.events import Event, Moment, Text, Words, event


@event("experiments.proeftuin.formed.v1", subject="proeftuin_id")
class ProeftuinFormed(Event):
    """Said when an adopted idea has become a proeftuin. It is forming: people may join, nothing runs yet."""

    proeftuin_id: UUID
    idea_id: UUID
    werkkring_id: UUID
    title: Words
    summary: Text
    themes: list[Words]
    municipality: Words | None
    language: str


@event("experiments.proeftuin.started.v1", subject="proeftuin_id")
class ProeftuinStarted(Event):
    """Said when every condition S1–S8 holds and a holder starts the proeftuin. It ends on `end_date` at the latest."""

    proeftuin_id: UUID
    start_date: date
    end_date: date


@event("experiments.proeftuin.paused.v1", subject="proeftuin_id")
class ProeftuinPaused(Event):
    """Said when a proeftuin pauses, by a holder or by the system after a broken composition. Paused time counts."""

    proeftuin_id: UUID


@event("experiments.proeftuin.resumed.v1", subject="proeftuin_id")
class ProeftuinResumed(Event):
    """Said when a paused proeftuin runs again. Its end has not moved."""

    proeftuin_id: UUID


@event("experiments.proeftuin.stopped.v1", subject="proeftuin_id")
class ProeftuinStopped(Event):
    """Said when a proeftuin ends early, with the reason. Final."""

    proeftuin_id: UUID
    reason: Text


@event("experiments.proeftuin.concluding.v1", subject="proeftuin_id")
class ProeftuinConcluding(Event):
    """Said when a proeftuin begins to round off: by a holder in the last six months, or by the system at its end."""

    proeftuin_id: UUID


@event("experiments.proeftuin.completed.v1", subject="proeftuin_id")
class ProeftuinCompleted(Event):
    """Said when the closing checklist is done and the end result delivered. Final."""

    proeftuin_id: UUID


@event("experiments.proeftuin.restated.v1", subject="proeftuin_id")
class ProeftuinRestated(Event):
    """Said on request, to one listener, with the present facts of a proeftuin."""

    proeftuin_id: UUID
    idea_id: UUID
    state: str
    title: Words
    summary: Text
    themes: list[Words]
    municipality: Words | None
    language: str
    werkkring_ids: list[UUID]
    start_date: date | None = None
    end_date: date | None = None


@event("experiments.werkkring.linked.v1", subject="proeftuin_id")
class WerkkringLinked(Event):
    """Said when a further werkkring takes part in a proeftuin."""

    proeftuin_id: UUID
    werkkring_id: UUID


@event("experiments.composition.broken.v1", subject="proeftuin_id")
class CompositionBroken(Event):
    """Said when a running proeftuin misses a part it may not miss; it is paused by the system after `repair_by`."""

    proeftuin_id: UUID
    missing: list[str]
    repair_by: date


@event("experiments.composition.repaired.v1", subject="proeftuin_id")
class CompositionRepaired(Event):
    """Said when a broken composition is whole again."""

    proeftuin_id: UUID


@event("experiments.horizon.neared.v1", subject="proeftuin_id")
class HorizonNeared(Event):
    """Said 30, 12, 3 and 1 months before the end: it is time to think of what comes after, or to round off."""

    proeftuin_id: UUID
    months_left: int
    end_date: date


@event("experiments.rhythm.overdue.v1", subject="proeftuin_id")
class RhythmOverdue(Event):
    """Said when nothing public was told for longer than the sharing rhythm; `turn` says whose turn it is to act.

    First the holders are reminded, two weeks later the mentor, two weeks later the proeftuin shows as quiet.
    """

    proeftuin_id: UUID
    silent_since: date
    turn: Literal["holders", "mentor", "quiet"]


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


@event("experiments.experiment.added.v1", subject="proeftuin_id")
class ExperimentAdded(Event):
    """Said when a proeftuin gets an experiment: a question and an approach."""

    proeftuin_id: UUID
    experiment_id: UUID
    question: Text
    approach: Text


@event("experiments.experiment.revised.v1", subject="proeftuin_id")
class ExperimentRevised(Event):
    """Said when question or approach of an experiment changes; earlier revisions are kept and shown."""

    proeftuin_id: UUID
    experiment_id: UUID
    revision: int
    question: Text
    approach: Text


@event("experiments.funding.changed.v1", subject="proeftuin_id")
class FundingChanged(Event):
    """Said when the totals of a proeftuin's own funding change. Totals are public, sources are not."""

    proeftuin_id: UUID
    currency: str
    asked_cents: int
    promised_cents: int
    received_cents: int
    accounted_cents: int = 0
    refused_cents: int = 0


@event("experiments.sharing-plan.set.v1", subject="proeftuin_id")
class SharingPlanSet(Event):
    """Said when a proeftuin decides how often and where it shares. The channels deliver by it from now on."""

    proeftuin_id: UUID
    rhythm_days: int
    website: bool
    partup_id: str | None


@event("experiments.end-result.delivered.v1", subject="proeftuin_id")
class EndResultDelivered(Event):
    """Said when the result a proeftuin worked towards is there, and where it is found. It may be delivered anew."""

    proeftuin_id: UUID
    type: Literal["service-or-product", "organisational-form", "recommendations", "data", "other"]
    title: Words
    description: Text
    url: Annotated[str, msgspec.Meta(max_length=500)] | None


@event("experiments.update.posted.v1", subject="update_id")
class UpdatePosted(Event):
    """Said when a participant posts a public update: it is to be published. Private updates are not said."""

    update_id: UUID
    proeftuin_id: UUID
    author_id: UUID
    kind: Literal["progress", "experience", "outcome", "lesson"]
    title: Words
    body: Text
    language: str


@event("experiments.update.revised.v1", subject="update_id")
class UpdateRevised(Event):
    """Said when a public update changes. Carries the whole present text."""

    update_id: UUID
    proeftuin_id: UUID
    author_id: UUID
    kind: Literal["progress", "experience", "outcome", "lesson"]
    title: Words
    body: Text
    language: str


@event("experiments.update.withdrawn.v1", subject="update_id")
class UpdateWithdrawn(Event):
    """Said when a public update is taken back or made private. Copies of its text are to be removed."""

    update_id: UUID
    proeftuin_id: UUID


@event("experiments.update.restated.v1", subject="update_id")
class UpdateRestated(Event):
    """Said on request, to one listener, with the present text of a public update."""

    update_id: UUID
    proeftuin_id: UUID
    author_id: UUID
    kind: Literal["progress", "experience", "outcome", "lesson"]
    title: Words
    body: Text
    language: str


@event("experiments.erasure.done.v1", subject="person_id", internal=True)
class ErasureDone(Event):
    """Said when experiments has forgotten someone who was erased: the receipt that identity waits for."""

    person_id: UUID


@event("experiments.export.ready.v1", subject="export_id", internal=True)
class ExportReady(Event):
    """Said when experiments holds its part of an export ready. The person fetches it with his own token."""

    export_id: UUID
