"""Keeping what identity tells: overwritten by what is newer, never by word that comes late."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Table, update
from sqlalchemy.orm import Session

from services.experiments.model import Base, Coordinator, Membership, Organisation, Representation, Werkkring
from shared.bus.sql import upsert
from shared.errors import Retry
from shared.events.identity import (
    MembershipEnded,
    MembershipRestated,
    MembershipStarted,
    OrganisationRegistered,
    OrganisationRestated,
    OrganisationRevised,
    WerkkringRegistered,
    WerkkringRestated,
    WerkkringRevised,
)


def know_werkkring(
    session: Session, told: WerkkringRegistered | WerkkringRevised | WerkkringRestated, version: int
) -> None:
    """Its name and place."""
    _keep(session, Werkkring, version, id=told.werkkring_id, name=told.name, municipality=told.municipality)


def know_coordinator(session: Session, werkkring_id: UUID, person_id: UUID, active: bool, version: int) -> None:
    """That this person coordinates it, or does so no longer."""
    _keep(session, Coordinator, version, werkkring_id=werkkring_id, person_id=person_id, active=active)


def know_coordinators(session: Session, werkkring_id: UUID, people: Collection[UUID], version: int) -> None:
    """All coordinators: who is not among them is none."""
    gone = update(Coordinator).where(Coordinator.werkkring_id == werkkring_id, Coordinator.heard < version)
    session.execute(gone.values(active=False, heard=version - 1))
    for person_id in people:
        know_coordinator(session, werkkring_id, person_id, True, version)


def know_membership(
    session: Session, told: MembershipStarted | MembershipEnded | MembershipRestated, version: int
) -> None:
    """Who is a member, since when and until when."""
    _keep(
        session,
        Membership,
        version,
        id=told.membership_id,
        werkkring_id=told.werkkring_id,
        person_id=told.person_id,
        started_at=told.started_at,
        ended_at=getattr(told, "ended_at", None),
    )


def know_organisation(
    session: Session, told: OrganisationRegistered | OrganisationRevised | OrganisationRestated, version: int
) -> None:
    """Its name, its kind, and whether it is verified."""
    facts = {"id": told.organisation_id, "name": told.name, "kind": told.kind, "verified": told.verified}
    _keep(session, Organisation, version, **facts)


def know_verified(session: Session, organisation_id: UUID, version: int) -> None:
    """A steward confirmed it. Raises Retry where word of the organisation itself has not arrived."""
    if session.get(Organisation, organisation_id) is None:
        raise Retry(f"no word yet of organisation {organisation_id}")
    known = update(Organisation).where(Organisation.id == organisation_id, Organisation.heard < version)
    session.execute(known.values(verified=True, heard=version))


def know_representative(session: Session, organisation_id: UUID, person_id: UUID, active: bool, version: int) -> None:
    """That this person may speak for it, or may no longer."""
    _keep(session, Representation, version, organisation_id=organisation_id, person_id=person_id, active=active)


def know_representatives(session: Session, organisation_id: UUID, people: Collection[UUID], version: int) -> None:
    """All who may speak for it: who is not among them may not."""
    gone = update(Representation).where(Representation.organisation_id == organisation_id)
    session.execute(gone.where(Representation.heard < version).values(active=False, heard=version - 1))
    for person_id in people:
        know_representative(session, organisation_id, person_id, True, version)


def _keep(session: Session, known: type[Base], version: int, /, **facts: Any) -> None:
    table = known.__table__
    assert isinstance(table, Table)
    upsert(session, table, {**facts, "heard": version}, newer="heard")
