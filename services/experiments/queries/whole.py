"""One proeftuin as a reader sees it, and whether it can start."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import AffectedGroup, Commitment, Proeftuin, WerkkringLink
from services.experiments.model.readiness import readiness_of
from services.experiments.model.rule import Standing
from services.experiments.queries.calls import sought_by
from services.experiments.queries.money import funding_view
from services.experiments.queries.reading import read_whole
from services.experiments.queries.relations import lineage_of
from shared.actor import Actor

AS_THEY_ARE = (
    "id",
    "version",
    "title",
    "summary",
    "state",
    "idea_id",
    "language",
    "themes",
    "municipality",
    "experiments",
    "needs",
    "programme_link",
    "programme_key",
    "start_date",
    "end_date",
    "created_at",
    "started_at",
    "quiet_since",
)


def get_proeftuin(session: Session, actor: Actor, proeftuin_id: UUID) -> dict[str, Any]:
    """Everything that this reader may see of it."""
    proeftuin = read_whole(session, proeftuin_id)
    return {
        **{name: getattr(proeftuin, name) for name in AS_THEY_ARE},
        "werkkringen": [werkkring_view(link) for link in proeftuin.links if link.active],
        "commitments": [commitment_view(actor, proeftuin, c) for c in proeftuin.commitments],
        "affected_groups": [group_view(actor, group) for group in proeftuin.affected_groups],
        "end_result": _end_result(proeftuin),
        "funding": funding_view(actor, proeftuin),
        "sharing_plan": _sharing_plan(proeftuin),
        "holder_ids": [stint.person_id for stint in proeftuin.holders],
        "participants": len(proeftuin.participants),
        "repair_by": proeftuin.repair_by if proeftuin.state in ("running", "paused") else None,
        "seeks": sought_by(session, [proeftuin.id]).get(proeftuin.id, []),
        "me": _me(actor, proeftuin),
        **lineage_of(session, proeftuin),
    }


def get_readiness(session: Session, proeftuin_id: UUID) -> Standing:
    """What `_start` would say now, before a date is given."""
    return readiness_of(read_whole(session, proeftuin_id))


def get_commitment(session: Session, actor: Actor, proeftuin_id: UUID, commitment_id: UUID) -> dict[str, Any]:
    """One commitment that is known to exist, as this reader may see it."""
    proeftuin = read_whole(session, proeftuin_id)
    return next(commitment_view(actor, proeftuin, c) for c in proeftuin.commitments if c.id == commitment_id)


def werkkring_view(link: WerkkringLink) -> dict[str, Any]:
    """The werkkring by name, as far as it is known here."""
    return {
        "werkkring_id": link.werkkring_id,
        "name": link.werkkring.name if link.werkkring else None,
        "municipality": link.werkkring.municipality if link.werkkring else None,
        "state": link.state,
        "requested_at": link.requested_at,
        "confirmed_at": link.confirmed_at,
    }


def commitment_view(actor: Actor, proeftuin: Proeftuin, commitment: Commitment) -> dict[str, Any]:
    """A commitment; its people for those inside, and each for himself."""
    inside = permissions.may_read_workspace(actor, proeftuin)

    def seen(person: UUID | None) -> UUID | None:
        return person if inside or person == actor.person_id else None

    return {
        "id": commitment.id,
        "organisation_id": commitment.organisation_id,
        "organisation_name": commitment.organisation.name if commitment.organisation else None,
        "verified": commitment.organisation is not None and commitment.organisation.verified,
        "part": commitment.part,
        "state": commitment.state,
        "proposed_by": seen(commitment.proposed_by),
        "accepted_by": seen(commitment.accepted_by),
        "proposed_at": commitment.proposed_at,
        "accepted_at": commitment.accepted_at,
    }


def group_view(actor: Actor, group: AffectedGroup) -> dict[str, Any]:
    """A group and how many say that they belong to it, never who."""
    present = [belonging for belonging in group.belongings if belonging.ended_at is None]
    return {
        "id": group.id,
        "name": group.name,
        "description": group.description,
        "belongings": len(present),
        "mine": any(belonging.person_id == actor.person_id for belonging in present),
    }


def _end_result(proeftuin: Proeftuin) -> dict[str, Any] | None:
    if proeftuin.end_result is None:
        return None
    described = proeftuin.end_result
    return {
        "type": described.type,
        "also_types": described.also_types,
        "description": described.description,
        "delivered": proeftuin.delivery is not None,
        "delivery": proeftuin.delivery,
    }


def _sharing_plan(proeftuin: Proeftuin) -> dict[str, Any] | None:
    if proeftuin.sharing_plan is None:
        return None
    plan = proeftuin.sharing_plan
    partup = None if plan.partup_id is None else {"partup_id": plan.partup_id}
    return {
        "rhythm_days": plan.rhythm_days,
        "channels": {"website": plan.website, "partup": partup},
        "participants_first_days": proeftuin.participants_first_days,
    }


def _me(actor: Actor, proeftuin: Proeftuin) -> dict[str, Any] | None:
    stint = proeftuin.stint_of(actor.person_id)
    return None if stint is None else {"stint_id": stint.id, "holder": stint.holder}
