"""Erasing one's account: everything here goes at once, every other service is told, and their receipts are awaited."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.identity.model import (
    AuthorizationCode,
    Client,
    Confirmation,
    Consent,
    Coordinator,
    Erasure,
    ErasureReceipt,
    Export,
    Holding,
    Letter,
    Membership,
    OutsideAccount,
    PendingLink,
    Person,
    PersonSession,
    Representation,
    RoleGrant,
)
from services.identity.model import password as passwords
from services.identity.model.person import address_key
from services.identity.model.session import ACCESS_LASTS
from services.identity.use_cases.forgetting import forget_account, forget_mail, forget_ways_in
from services.identity.use_cases.people import load_me
from services.identity.use_cases.roles import is_only_admin
from shared import clock
from shared.actor import Actor
from shared.bus.say import say
from shared.bus.sql import insert_new
from shared.bus.tables import revoked_session
from shared.db import Database
from shared.errors import Conflict, Forbidden, NotFound, Reason
from shared.events import Event, subject_of
from shared.events.identity import (
    CoordinatorDismissed,
    MembershipEnded,
    PersonErased,
    RepresentationRevoked,
    RoleRevoked,
    SessionRevoked,
)
from shared.privacy.erasing import forget_person, replace_person
from shared.tokens import LEEWAY

FRESH = timedelta(minutes=10)


def prove_again(database: Database, actor: Actor, password: str | None) -> None:
    """That it is really this person who asks: by his password, or by having logged in minutes ago.

    A phone left on a table must not be enough. Takes the database itself, since hashing takes long.
    """
    with database.reading() as session:
        known = session.scalar(select(Person.password_hash).where(Person.id == actor.person))
        opened = session.scalar(select(PersonSession.started_at).where(PersonSession.id == actor.session_id))
    if password is not None and not passwords.matches(known, password):
        reason = Reason("wrong-password", "This is not your password.", "/password")
        raise Forbidden("wrong-password", "This is not your password.", (reason,))
    if password is None and (opened is None or clock.now() - opened > FRESH):
        reason = Reason("required", "Give your password.", "/password", "Or log in again first.")
        raise Forbidden("log-in-again", "Give your password, or log in again first.", (reason,))


def erase_me(session: Session, actor: Actor) -> None:
    """Erase one's account, for good. Refused, with everything in the way, while others would be left stranded."""
    person = load_me(session, actor)
    _refuse_while_needed(session, person.id)
    for model in (AuthorizationCode, Consent, OutsideAccount, PendingLink):
        session.execute(delete(model).where(model.person_id == person.id))
    said = [*_end_sessions(session, person.id), *_end_places(session, person.id)]
    _forget(session, person)
    session.add(Erasure(person_id=person.id))
    session.flush()
    session.add(ErasureReceipt(person_id=person.id, service="identity"))
    session.flush()
    for event in sorted([*said, PersonErased(person_id=person.id)], key=subject_of):
        say(session, event)


def erase_person_at(session: Session, address: str) -> UUID:
    """Erase the account with this address, as an operator does who was asked to; refused as it would be to its owner.

    One that was never confirmed is forgotten, as it would be in a week. Raises NotFound. Gives the id.
    """
    person = session.scalar(select(Person).where(Person.address_key == address_key(address)))
    if person is None:
        raise NotFound("no-such-person", "There is no account with this address.")
    if person.confirmed_at is None:
        forget_account(session, person.id)
    else:
        erase_me(session, Actor(person.id))
    return person.id


def _refuse_while_needed(session: Session, person_id: UUID) -> None:
    reasons = [
        Reason("last-holder", "Nobody else holds this proeftuin.", f"/proeftuinen/{one}", "Let somebody else hold it.")
        for one in _held_alone(session, person_id)
    ]
    if session.get(RoleGrant, (person_id, "admin")) is not None and is_only_admin(session):
        reasons.append(Reason("last-admin", "There would be no admin left.", "", "Make someone else admin first."))
    if session.scalar(select(Client.id).where(Client.owner_id == person_id).limit(1)) is not None:
        how = "Delete your programs first: people may be using them."
        reasons.append(Reason("owns-clients", "Programs of others log in through clients of yours.", "", how))
    if reasons:
        raise Conflict(reasons[0].code, "Others depend on you: hand over first, then erase your account.", reasons)


def _held_alone(session: Session, person_id: UUID) -> list[UUID]:
    """The proeftuinen that only this person holds, as far as experiments' word has reached us."""
    others = select(Holding.proeftuin_id).where(Holding.person_id != person_id, Holding.holds)
    alone = select(Holding.proeftuin_id).where(Holding.person_id == person_id, Holding.holds)
    return list(session.scalars(alone.where(Holding.proeftuin_id.not_in(others)).order_by(Holding.proeftuin_id)))


def _end_sessions(session: Session, person_id: UUID) -> list[Event]:
    """Locked first: a refresh too locks its session before it speaks."""
    own = select(PersonSession).where(PersonSession.person_id == person_id).order_by(PersonSession.id)
    until = clock.now() + ACCESS_LASTS + timedelta(seconds=LEEWAY)
    lasting = [held.id for held in session.scalars(own.with_for_update()) if held.ended_at is None]
    if lasting:
        insert_new(session, revoked_session, [{"session_id": each, "until": until} for each in lasting])
    session.execute(delete(PersonSession).where(PersonSession.person_id == person_id))
    return [SessionRevoked(person_id=person_id, session_id=each, until=until) for each in lasting]


def _end_places(session: Session, person_id: UUID) -> list[Event]:
    """What ends with the person, each told as if it ended by itself: listeners need no other way to know it."""
    members = select(Membership).where(Membership.person_id == person_id, Membership.state == "active")
    kringen = select(Coordinator.werkkring_id).where(Coordinator.person_id == person_id)
    spoken_for = select(Representation.organisation_id).where(Representation.person_id == person_id)
    roles = select(RoleGrant.role).where(RoleGrant.person_id == person_id).order_by(RoleGrant.role)
    return [
        *(_ended(membership) for membership in session.scalars(members.with_for_update()).all()),
        *(CoordinatorDismissed(werkkring_id=each, person_id=person_id) for each in session.scalars(kringen)),
        *(RepresentationRevoked(organisation_id=each, person_id=person_id) for each in session.scalars(spoken_for)),
        *(RoleRevoked(person_id=person_id, role=each) for each in session.scalars(roles)),
    ]


def _ended(membership: Membership) -> MembershipEnded:
    assert membership.started_at is not None
    return MembershipEnded(
        membership_id=membership.id,
        werkkring_id=membership.werkkring_id,
        person_id=membership.person_id,
        started_at=membership.started_at,
        ended_at=clock.now(),
    )


def _forget(session: Session, person: Person) -> None:
    """Delete every row about the person. What he did for others stays, with the id of nobody."""
    for model in (Confirmation, Letter, Membership, Coordinator, Representation, RoleGrant, Export, Holding):
        session.execute(delete(model).where(model.person_id == person.id))
    forget_ways_in(session, person)
    forget_mail(session, person.id)
    replace_person(session, person.id, RoleGrant.granted_by)
    session.delete(person)
    session.flush()
    forget_person(session, person.id)
