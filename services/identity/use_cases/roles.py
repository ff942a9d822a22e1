"""The verbs of global roles: grant and revoke, by an admin."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.identity import permissions
from services.identity.model import RoleGrant
from services.identity.model.person import ROLES
from services.identity.use_cases.people import load_person
from services.identity.use_cases.sessions import end_all_sessions
from shared.actor import Actor
from shared.bus.say import say
from shared.errors import Conflict, NotFound
from shared.events.identity import RoleGranted, RoleRevoked


def grant_role(session: Session, actor: Actor, person_id: UUID, role: str) -> None:
    """Give someone a global role; he has it from his next refresh."""
    permissions.must_be_admin(actor)
    _must_exist(role)
    load_person(session, person_id)
    if session.get(RoleGrant, (person_id, role)) is not None:
        return
    session.add(RoleGrant(person_id=person_id, role=role, granted_by=actor.person_id))
    session.flush()
    say(session, RoleGranted(person_id=person_id, role=role), by=actor)


def revoke_role(session: Session, actor: Actor, person_id: UUID, role: str) -> None:
    """Take a global role away. Sessions end with it: a token that still says it must not outlive it."""
    permissions.must_be_admin(actor)
    _must_exist(role)
    load_person(session, person_id)
    grant = session.get(RoleGrant, (person_id, role))
    if grant is None:
        return
    if role == "admin" and is_only_admin(session):
        raise Conflict("last-admin", "There would be no admin left. Make someone else admin first.")
    session.delete(grant)
    session.flush()
    end_all_sessions(session, person_id, by=actor)  # first: a refresh too locks its session before it speaks
    say(session, RoleRevoked(person_id=person_id, role=role), by=actor)


def _must_exist(role: str) -> None:
    if role not in ROLES:
        raise NotFound("no-such-role", f"The roles are: {', '.join(ROLES)}.")


def is_only_admin(session: Session) -> bool:
    """Locks the admins, so that two who take it from each other at once do not both succeed."""
    query = select(RoleGrant).where(RoleGrant.role == "admin").order_by(RoleGrant.person_id).with_for_update()
    return len(session.scalars(query).all()) == 1
