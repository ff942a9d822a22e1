"""Looking up what identity told us. What was not heard of yet may still come: NotKnownYet."""

from __future__ import annotations

from collections.abc import Collection
from typing import NoReturn
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.experiments.model import Commitment, Coordinator, Membership, Organisation, Representation, Werkkring
from services.experiments.model.bar import barred_from
from shared import clock
from shared.errors import NotKnownYet, Reason


def known_werkkring(session: Session, werkkring_id: UUID) -> Werkkring:
    """The werkkring, or NotKnownYet."""
    return session.get(Werkkring, werkkring_id) or _not_yet("werkkring", "/werkkringId")


def known_organisation(session: Session, organisation_id: UUID) -> Organisation:
    """The organisation, or NotKnownYet."""
    return session.get(Organisation, organisation_id) or _not_yet("organisation", "/organisationId")


def representatives_of(session: Session, *organisations: UUID) -> Collection[UUID]:
    """Who may speak for any of these organisations today."""
    query = select(Representation.person_id).where(Representation.organisation_id.in_(organisations))
    return set(session.scalars(query.where(Representation.active)))


def researchers_of(session: Session, proeftuin_id: UUID, *, ever: bool = False) -> set[UUID]:
    """Who speaks for its research group now and is not barred; with `ever`, who is to confirm removals: also for one
    that took part before, and barred or not."""
    state = Commitment.accepted_at.is_not(None) if ever else Commitment.state == "accepted"
    own = Commitment.proeftuin_id == proeftuin_id, Commitment.part == "research", state
    groups = session.scalars(select(Commitment.organisation_id).where(*own)).all()
    return set(representatives_of(session, *groups) if ever else voices_in(session, proeftuin_id, *groups))


def voices_in(session: Session, proeftuin_id: UUID, *organisations: UUID) -> Collection[UUID]:
    """Who may speak for any of these organisations inside this proeftuin: not who is barred from it."""
    barred = session.scalars(barred_from(proeftuin_id)).all()
    return set(representatives_of(session, *organisations)).difference(barred)


def coordinators_of(session: Session, werkkring_id: UUID) -> Collection[UUID]:
    """Who coordinates this werkkring today."""
    query = select(Coordinator.person_id).where(Coordinator.werkkring_id == werkkring_id, Coordinator.active)
    return set(session.scalars(query))


def is_member_today(session: Session, person: UUID, werkkring_id: UUID) -> bool:
    """Whether this person is a member of this werkkring now."""
    now = clock.now()
    lasting = or_(Membership.ended_at.is_(None), Membership.ended_at > now)
    query = select(Membership.id).where(Membership.person_id == person, Membership.werkkring_id == werkkring_id)
    return session.execute(query.where(Membership.started_at <= now, lasting)).first() is not None


def _not_yet(what: str, pointer: str) -> NoReturn:
    reason = Reason("not-known-yet", f"No word of this {what} has arrived here.", pointer, "Ask again in a second.")
    raise NotKnownYet("not-known-yet", f"This {what} is not known here yet.", (reason,))
