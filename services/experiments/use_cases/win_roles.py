"""Which roles WIN takes in a proeftuin, as far as its participants need them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import WinRole
from services.experiments.use_cases.bars import bar_in_force
from services.experiments.use_cases.story import load_proeftuin, note, tell
from shared import clock
from shared.actor import Actor
from shared.errors import Conflict, NotFound
from shared.events.experiments import WinRoleEnded, WinRoleStarted
from shared.ids import new_id


def assign_win_role(session: Session, actor: Actor, proeftuin_id: UUID, *, person_id: UUID, role: str) -> WinRole:
    """A steward lets someone take a role of WIN."""
    permissions.must_be_steward(actor)
    proeftuin = load_proeftuin(session, proeftuin_id)
    proeftuin.must_be_unfinished()
    if bar_in_force(session, proeftuin_id, person_id) is not None:
        raise Conflict("barred", "A moderator decided that this person may not take part in this proeftuin.")
    if any(held.person_id == person_id and held.role == role for held in proeftuin.win_roles):
        raise Conflict("already-assigned", "This person has this role already.")
    assigned = WinRole(
        id=new_id(),
        proeftuin_id=proeftuin.id,
        person_id=person_id,
        role=role,
        assigned_by=actor.person,
        started_at=clock.now(),
    )
    proeftuin.win_roles.append(assigned)
    note(session, proeftuin, actor, "win-role.started", subject=assigned.id, title=role)
    said = WinRoleStarted(
        proeftuin_id=proeftuin.id,
        win_role_id=assigned.id,
        person_id=person_id,
        role=role,  # type: ignore[arg-type]
    )
    tell(session, actor, said)
    return assigned


def end_win_role(session: Session, actor: Actor, proeftuin_id: UUID, win_role_id: UUID) -> WinRole:
    """A steward ends it, or who bears it lays it down."""
    person = actor.person
    proeftuin = load_proeftuin(session, proeftuin_id)
    held = next((role for role in proeftuin.win_roles if role.id == win_role_id), None)
    if held is None or held.person_id != person:
        permissions.must_be_steward(actor)
    if held is None:
        raise NotFound("no-such-role", "Nobody bears this role now.")
    held.ended_at = clock.now()
    note(session, proeftuin, actor, "win-role.ended", subject=held.id, title=held.role)
    tell(session, actor, WinRoleEnded(proeftuin_id=proeftuin.id, win_role_id=held.id, person_id=held.person_id))
    return held
