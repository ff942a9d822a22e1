"""Partners and research groups commit: one side proposes, somebody on the other side accepts.

Who is barred from the proeftuin does neither; to say no, and to stop, stays open to him.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import Commitment, Proeftuin
from services.experiments.model.commitment import must_be_free
from services.experiments.use_cases.bars import must_not_be_barred
from services.experiments.use_cases.calls import fill_calls
from services.experiments.use_cases.composition import watch_composition
from services.experiments.use_cases.known import known_organisation, representatives_of
from services.experiments.use_cases.story import load_whole, note, tell
from shared.actor import Actor
from shared.errors import NotFound
from shared.events.experiments import (
    CommitmentAccepted,
    CommitmentDeclined,
    CommitmentEnded,
    CommitmentProposed,
)
from shared.ids import new_id

Loaded = tuple[Proeftuin, Commitment, Collection[UUID]]


def propose_commitment(
    session: Session, actor: Actor, proeftuin_id: UUID, *, organisation_id: UUID, part: str
) -> Commitment:
    """A holder asks an organisation, or its representative offers."""
    proeftuin = load_whole(session, proeftuin_id)
    person = actor.person
    organisation = known_organisation(session, organisation_id)
    representatives = representatives_of(session, organisation_id)
    permissions.must_be_on_a_side(actor, proeftuin, representatives)
    must_not_be_barred(session, proeftuin_id, person)
    proeftuin.must_be_unfinished()
    must_be_free(proeftuin.commitments, organisation, part)
    commitment = Commitment(
        id=new_id(),
        proeftuin_id=proeftuin.id,
        organisation_id=organisation_id,
        part=part,
        state="proposed",
        proposed_by=person,
        proposed_as_holder=permissions.is_holder(actor, proeftuin),
        represented_by=person if person in representatives else None,
    )
    proeftuin.commitments.append(commitment)
    note(session, proeftuin, actor, "commitment.proposed", subject=commitment.id, title=organisation.name)
    tell(session, actor, CommitmentProposed(**_facts(commitment), part=commitment.part))  # type: ignore[arg-type]
    return commitment


def accept_commitment(session: Session, actor: Actor, proeftuin_id: UUID, commitment_id: UUID) -> Commitment:
    """The other side says yes: the organisation is part of the proeftuin; a call for one is filled by it."""
    proeftuin, commitment, representatives = _load(session, proeftuin_id, commitment_id)
    permissions.must_be_the_other_side(actor, proeftuin, commitment, representatives)
    must_not_be_barred(session, proeftuin_id, actor.person)
    proeftuin.must_be_unfinished()
    commitment.must_still_stand(representatives)
    commitment.accept(actor.person, representative=actor.person in representatives)
    note(session, proeftuin, actor, "commitment.accepted", subject=commitment.id, title=_name(commitment))
    accepted = CommitmentAccepted(**_facts(commitment), part=commitment.part)  # type: ignore[arg-type]
    filled = fill_calls(session, proeftuin, actor, commitment.part, commitment.organisation_id)
    tell(session, actor, accepted, *filled, *watch_composition(session, proeftuin, actor))
    return commitment


def decline_commitment(session: Session, actor: Actor, proeftuin_id: UUID, commitment_id: UUID) -> Commitment:
    """Either side says no to what was proposed."""
    proeftuin, commitment, representatives = _load(session, proeftuin_id, commitment_id)
    permissions.must_be_on_a_side(actor, proeftuin, representatives)
    commitment.decline()
    note(session, proeftuin, actor, "commitment.declined", subject=commitment.id, title=_name(commitment))
    tell(session, actor, CommitmentDeclined(**_facts(commitment)))
    return commitment


def end_commitment(
    session: Session, actor: Actor, proeftuin_id: UUID, commitment_id: UUID, *, repair_days: int
) -> Commitment:
    """Either side stops what was agreed; a running proeftuin may have to find another."""
    proeftuin, commitment, representatives = _load(session, proeftuin_id, commitment_id)
    permissions.must_be_on_a_side(actor, proeftuin, representatives)
    proeftuin.must_be_unfinished()
    commitment.end()
    note(session, proeftuin, actor, "commitment.ended", subject=commitment.id, title=_name(commitment))
    ended = CommitmentEnded(**_facts(commitment), part=commitment.part)  # type: ignore[arg-type]
    tell(session, actor, ended, *watch_composition(session, proeftuin, actor, repair_days=repair_days))
    return commitment


def _load(session: Session, proeftuin_id: UUID, commitment_id: UUID) -> Loaded:
    proeftuin = load_whole(session, proeftuin_id)
    commitment = next((c for c in proeftuin.commitments if c.id == commitment_id), None)
    if commitment is None:
        raise NotFound("no-such-commitment", "There is no such commitment.")
    return proeftuin, commitment, representatives_of(session, commitment.organisation_id)


def _facts(commitment: Commitment) -> dict[str, UUID]:
    return {
        "commitment_id": commitment.id,
        "proeftuin_id": commitment.proeftuin_id,
        "organisation_id": commitment.organisation_id,
    }


def _name(commitment: Commitment) -> str | None:
    return commitment.organisation.name if commitment.organisation else None
