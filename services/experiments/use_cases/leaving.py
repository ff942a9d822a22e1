"""Leaving by somebody else's hand: who is erased leaves every proeftuin at once, who is barred leaves one."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.experiments.model import Coordinator, Proeftuin, Stint, WinRole
from services.experiments.model.bar import barred_from
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
        said += end_roles(session, proeftuin, person_id, by=NOBODY)
        if (stint := proeftuin.stint_of(person_id)) is not None:
            said += end_stay(session, proeftuin, stint, by=NOBODY)
    return said


def end_stay(session: Session, proeftuin: Proeftuin, stint: Stint, *, by: Actor) -> list[Event]:
    """End it; what is to be said of that, and of what follows from it. `proeftuin` was loaded whole."""
    held, whose = stint.holder, _named(stint.person_id, by)
    stint.end(None)
    assert stint.ended_at is not None
    end_belongings(proeftuin, stint)
    note(session, proeftuin, by, "participation.ended", subject=stint.id, as_holder=held)
    gone = ParticipationEnded(proeftuin_id=proeftuin.id, stint_id=stint.id, person_id=whose, ended_at=stint.ended_at)
    days = session.info.get("repair_days", 0)
    return [gone, *_act_as_holder(session, proeftuin, by), *watch_composition(session, proeftuin, by, repair_days=days)]


def end_belongings(proeftuin: Proeftuin, stint: Stint) -> None:
    """Who takes part no longer belongs no longer."""
    for group in proeftuin.affected_groups:
        if (belonging := group.belonging_of(stint.person_id)) is not None:
            belonging.ended_at = stint.ended_at


def end_roles(session: Session, proeftuin: Proeftuin, person_id: UUID, *, by: Actor) -> list[Event]:
    """End the roles of WIN that he bears in it; what is to be said of that."""
    said: list[Event] = []
    for role in proeftuin.win_roles:
        if role.person_id == person_id and role.ended_at is None:
            role.ended_at = clock.now()
            note(session, proeftuin, by, "win-role.ended", subject=role.id, title=role.role)
            whose = _named(person_id, by)
            said.append(WinRoleEnded(proeftuin_id=proeftuin.id, win_role_id=role.id, person_id=whose))
    return said


def let_act_as_holder(session: Session, proeftuin: Proeftuin, person_id: UUID, by: Actor) -> Event:
    """A coordinator holds it until somebody takes over; what is to be said of that."""
    present = proeftuin.stint_of(person_id)
    stint = present or _new_stint(proeftuin, person_id)
    stint.holder = True
    note(session, proeftuin, by, "holder.acting", subject=stint.id, as_holder=False)
    return HolderAppointed(proeftuin_id=proeftuin.id, person_id=person_id) if present else started(stint)


def coordinators_near(session: Session, proeftuin: Proeftuin) -> list[UUID]:
    """Who coordinates a werkkring that takes part and is not barred, the longest first."""
    linked = [link.werkkring_id for link in proeftuin.links if link.active]
    found = select(Coordinator.person_id).where(Coordinator.werkkring_id.in_(linked), Coordinator.active)
    found = found.where(Coordinator.person_id != FORMER, Coordinator.person_id.not_in(barred_from(proeftuin.id)))
    return list(session.scalars(found.order_by(Coordinator.heard, Coordinator.person_id)))


def _act_as_holder(session: Session, proeftuin: Proeftuin, by: Actor) -> list[Event]:
    """Where nobody holds it any more, a werkkring's coordinator does until somebody takes over.

    Who leaves by himself hands over first; this is for when he is put out, or word of a hand-over had not arrived.
    """
    if proeftuin.holders or proeftuin.state not in UNFINISHED:
        return []
    coordinators = coordinators_near(session, proeftuin)
    return [let_act_as_holder(session, proeftuin, coordinators[0], by)] if coordinators else []


def _new_stint(proeftuin: Proeftuin, person_id: UUID) -> Stint:
    stint = Stint(id=new_id(), proeftuin_id=proeftuin.id, person_id=person_id, holder=True, started_at=clock.now())
    proeftuin.stints.append(stint)
    return stint


def _named(person_id: UUID, by: Actor) -> UUID:
    return FORMER if by is NOBODY else person_id
