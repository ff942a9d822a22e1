"""Someone who is erased leaves every proeftuin at once, as if he left each by himself."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.experiments.model import Belonging, Coordinator, Proeftuin, Stint, WinRole
from services.experiments.model.proeftuin import UNFINISHED
from services.experiments.use_cases.composition import watch_composition
from services.experiments.use_cases.forming import started
from services.experiments.use_cases.story import load_whole, note
from shared import clock
from shared.actor import Actor
from shared.events import Event
from shared.events.experiments import HolderAppointed, ParticipationEnded, WinRoleEnded
from shared.ids import new_id
from shared.privacy.erasing import FORMER

NOBODY = Actor(person_id=FORMER)


def leave_everything(session: Session, person_id: UUID) -> list[Event]:
    """End his stays, belongings and roles; what is to be said of it names nobody."""
    stays = select(Stint.proeftuin_id).where(Stint.person_id == person_id, Stint.ended_at.is_(None))
    roles = select(WinRole.proeftuin_id).where(WinRole.person_id == person_id, WinRole.ended_at.is_(None))
    said: list[Event] = []
    for proeftuin_id in session.scalars(stays.union(roles).order_by("proeftuin_id")).all():
        proeftuin = load_whole(session, proeftuin_id)
        said += _end_roles(session, proeftuin, person_id)
        if (stint := proeftuin.stint_of(person_id)) is not None:
            said += _end_stay(session, proeftuin, stint)
    return said


def _end_stay(session: Session, proeftuin: Proeftuin, stint: Stint) -> list[Event]:
    held = stint.holder
    stint.end(None)
    assert stint.ended_at is not None
    for group in proeftuin.affected_groups:
        belonging: Belonging | None = group.belonging_of(stint.person_id)
        if belonging is not None:
            belonging.ended_at = stint.ended_at
    note(session, proeftuin, NOBODY, "participation.ended", subject=stint.id, as_holder=held)
    gone = ParticipationEnded(proeftuin_id=proeftuin.id, stint_id=stint.id, person_id=FORMER, ended_at=stint.ended_at)
    days = session.info.get("repair_days", 0)
    return [gone, *_act_as_holder(session, proeftuin), *watch_composition(session, proeftuin, NOBODY, repair_days=days)]


def _act_as_holder(session: Session, proeftuin: Proeftuin) -> list[Event]:
    """Where nobody holds it any more, a werkkring's coordinator does until somebody takes over.

    Identity lets no last holder go; this is for when word of a hand-over had not reached it.
    """
    if proeftuin.holders or proeftuin.state not in UNFINISHED:
        return []
    linked = [link.werkkring_id for link in proeftuin.links if link.active]
    coordinators = select(Coordinator.person_id).where(Coordinator.werkkring_id.in_(linked), Coordinator.active)
    query = coordinators.where(Coordinator.person_id != FORMER).order_by(Coordinator.heard, Coordinator.person_id)
    person_id = session.scalars(query.limit(1)).first()
    if person_id is None:
        return []
    present = proeftuin.stint_of(person_id)
    stint = present or _new_stint(proeftuin, person_id)
    stint.holder = True
    note(session, proeftuin, NOBODY, "holder.appointed", subject=stint.id, as_holder=False)
    return [HolderAppointed(proeftuin_id=proeftuin.id, person_id=person_id)] if present else [started(stint)]


def _new_stint(proeftuin: Proeftuin, person_id: UUID) -> Stint:
    stint = Stint(id=new_id(), proeftuin_id=proeftuin.id, person_id=person_id, holder=True, started_at=clock.now())
    proeftuin.stints.append(stint)
    return stint


def _end_roles(session: Session, proeftuin: Proeftuin, person_id: UUID) -> list[Event]:
    said: list[Event] = []
    for role in proeftuin.win_roles:
        if role.person_id == person_id and role.ended_at is None:
            role.ended_at = clock.now()
            note(session, proeftuin, NOBODY, "win-role.ended", subject=role.id, title=role.role)
            said.append(WinRoleEnded(proeftuin_id=proeftuin.id, win_role_id=role.id, person_id=FORMER))
    return said
