"""Reads of people: one's own account, and what everyone may know of anyone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.identity import permissions
from services.identity.model import Coordinator, Membership, Person, Representation, RoleGrant
from services.identity.model.person import FORMER
from shared.actor import Actor
from shared.errors import NotFound
from shared.http import Page, page_of


def list_profiles(session: Session, ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """For each id, once and in this order, the name to show.

    Unknown, never confirmed and gone look the same; and a name of which nobody has shown that it is his own
    is shown to nobody.
    """
    known = select(Person.id, Person.display_name).where(Person.id.in_(ids), Person.confirmed_at.is_not(None))
    names = {row.id: row.display_name for row in session.execute(known)}
    return [{"id": one, "display_name": names.get(one, FORMER)} for one in dict.fromkeys(ids)]


def get_profile(session: Session, person_id: UUID) -> dict[str, Any]:
    """The same for one id: unknown is no error, or the answer would tell who was erased and who never was."""
    return list_profiles(session, [person_id])[0]


def list_roles(session: Session, actor: Actor, *, limit: int, cursor: str | None) -> Page[RoleGrant]:
    """Who has which global role, by person: for admins."""
    permissions.must_be_admin(actor)
    query, keys = select(RoleGrant), (RoleGrant.person_id, RoleGrant.role)
    return page_of(lambda s: session.scalars(s).all(), query, *keys, limit=limit, cursor=cursor, descending=False)


def get_me(session: Session, actor: Actor) -> dict[str, Any]:
    """One's own account: what is known of it, what one may do, and where one takes part."""
    person = session.get(Person, actor.person)
    if person is None:
        raise NotFound("no-such-person", "This account is no more.")
    own = select(Membership).where(Membership.person_id == person.id, Membership.state != "ended")
    coordinates = select(Coordinator.werkkring_id).where(Coordinator.person_id == person.id)
    represents = select(Representation.organisation_id).where(Representation.person_id == person.id)
    roles = select(RoleGrant.role).where(RoleGrant.person_id == person.id)
    return {
        "id": person.id,
        "version": person.version,
        "email": person.email,
        "display_name": person.display_name,
        "locale": person.locale,
        "created_at": person.created_at,
        "roles": sorted(session.scalars(roles)),
        "memberships": session.scalars(own.order_by(Membership.id)).all(),
        "coordinates": sorted(session.scalars(coordinates)),
        "represents": sorted(session.scalars(represents)),
    }
