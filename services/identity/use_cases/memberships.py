"""The verbs of memberships: join, confirm, decline, end. Nobody makes another a member."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.identity import permissions
from services.identity.model import Membership
from services.identity.use_cases.people import load_me
from services.identity.use_cases.werkkringen import coordinators_of, load_werkkring
from shared.actor import Actor
from shared.bus.say import say
from shared.errors import Conflict, NotFound
from shared.events import Event
from shared.events.identity import MembershipDeclined, MembershipEnded, MembershipRequested, MembershipStarted


def join_werkkring(session: Session, actor: Actor, werkkring_id: UUID) -> Membership:
    """Become a member oneself: at once where joining is open, else once a coordinator confirms it."""
    person = load_me(session, actor)  # the lock makes two clicks at once one membership
    werkkring = load_werkkring(session, werkkring_id)
    present = (Membership.werkkring_id == werkkring.id, Membership.person_id == person.id)
    if session.scalars(select(Membership.id).where(*present, Membership.state != "ended")).first() is not None:
        raise Conflict("member-already", "You are a member of this werkkring already, or have asked to be.")
    membership = werkkring.join(person.id)
    session.add(membership)
    session.flush()
    if membership.state == "requested":
        say(session, MembershipRequested(**_whose(membership)), by=actor)
    _say_if_started(session, actor, membership)
    return membership


def confirm_membership(session: Session, actor: Actor, membership_id: UUID) -> Membership:
    """A coordinator or steward lets someone in who asked for it."""
    membership = load_membership(session, actor, membership_id)
    permissions.must_coordinate(actor, coordinators_of(session, membership.werkkring_id))
    membership.confirm()
    session.flush()
    _say_if_started(session, actor, membership)
    return membership


def decline_membership(session: Session, actor: Actor, membership_id: UUID, *, reason: str) -> Membership:
    """A coordinator or steward says no to who asked, and why; he may ask again."""
    membership = load_membership(session, actor, membership_id)
    permissions.must_coordinate(actor, coordinators_of(session, membership.werkkring_id))
    membership.decline(reason)
    session.flush()
    say(session, MembershipDeclined(**_whose(membership)), by=actor)
    return membership


def end_membership(session: Session, actor: Actor, membership_id: UUID, *, reason: str | None) -> Membership:
    """Leave a werkkring or take one's request back, or as its coordinator end or refuse someone's membership."""
    membership = load_membership(session, actor, membership_id)
    if membership.end(reason):
        assert membership.started_at is not None
        assert membership.ended_at is not None
        dates: dict[str, Any] = {"started_at": membership.started_at, "ended_at": membership.ended_at}
        said: Event = MembershipEnded(**_whose(membership), **dates)
    else:
        said = MembershipDeclined(**_whose(membership))
    session.flush()
    say(session, said, by=actor)
    return membership


def load_membership(session: Session, actor: Actor, membership_id: UUID) -> Membership:
    """The membership, locked for change, for whoever may know of it."""
    query = select(Membership).where(Membership.id == membership_id).with_for_update()
    membership = session.scalars(query).one_or_none()
    if membership is None:
        raise NotFound("no-such-membership", "There is no such membership.")
    permissions.must_see_membership(actor, membership, coordinators_of(session, membership.werkkring_id))
    return membership


def _say_if_started(session: Session, actor: Actor, membership: Membership) -> None:
    if membership.state != "active" or membership.started_at is None:
        return
    say(session, MembershipStarted(**_whose(membership), started_at=membership.started_at), by=actor)


def _whose(membership: Membership) -> dict[str, Any]:
    """What every event of a membership tells."""
    return {
        "membership_id": membership.id,
        "werkkring_id": membership.werkkring_id,
        "person_id": membership.person_id,
    }
