"""Whom a proeftuin is about, and who of them takes part. Belonging is said by the person himself, of himself."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import AffectedGroup, Belonging, Proeftuin, ValueStatement
from services.experiments.use_cases.composition import watch_composition
from services.experiments.use_cases.story import load_whole, note, tell
from shared import clock
from shared.actor import Actor
from shared.errors import Conflict, NotFound
from shared.ids import new_id


def name_affected_group(
    session: Session, actor: Actor, proeftuin_id: UUID, *, name: str, description: str, repair_days: int
) -> AffectedGroup:
    """A holder says of whom the proeftuin is."""
    proeftuin = load_whole(session, proeftuin_id)
    permissions.must_be_holder(actor, proeftuin)
    proeftuin.must_be_unfinished()
    if any(group.name.casefold() == name.casefold() for group in proeftuin.affected_groups):
        raise Conflict("already-named", "This group is named already.")
    group = AffectedGroup(id=new_id(), proeftuin_id=proeftuin.id, name=name, description=description, belongings=[])
    proeftuin.affected_groups.append(group)
    note(session, proeftuin, actor, "affected-group.named", subject=group.id, title=name)
    tell(session, actor, *watch_composition(session, proeftuin, actor, repair_days=repair_days))
    return group


def remove_affected_group(
    session: Session, actor: Actor, proeftuin_id: UUID, group_id: UUID, *, repair_days: int
) -> None:
    """A holder takes back a group that was named by mistake: one of which nobody ever said that he belongs to it."""
    proeftuin = load_whole(session, proeftuin_id)
    permissions.must_be_holder(actor, proeftuin)
    group = _group(proeftuin, group_id)
    proeftuin.must_be_unfinished()
    _must_be_nobodys(session, group)
    proeftuin.affected_groups.remove(group)
    session.delete(group)
    note(session, proeftuin, actor, "affected-group.removed", subject=group.id, title=group.name)
    tell(session, actor, *watch_composition(session, proeftuin, actor, repair_days=repair_days))


def declare_belonging(session: Session, actor: Actor, proeftuin_id: UUID, group_id: UUID) -> None:
    """A participant says that he belongs to the group; saying it again changes nothing."""
    proeftuin, group = _load(session, actor, proeftuin_id, group_id)
    if group.belonging_of(actor.person) is not None:
        return
    group.belongings.append(Belonging(group_id=group.id, person_id=actor.person))
    note(session, proeftuin, actor, "belonging.declared", subject=group.id, title=group.name, as_holder=False)
    tell(session, actor, *watch_composition(session, proeftuin, actor))


def drop_belonging(session: Session, actor: Actor, proeftuin_id: UUID, group_id: UUID, *, repair_days: int) -> None:
    """A participant takes that back; nothing happens where he had not said it."""
    proeftuin, group = _load(session, actor, proeftuin_id, group_id)
    belonging = group.belonging_of(actor.person)
    if belonging is None:
        return
    belonging.ended_at = clock.now()
    note(session, proeftuin, actor, "belonging.dropped", subject=group.id, title=group.name, as_holder=False)
    tell(session, actor, *watch_composition(session, proeftuin, actor, repair_days=repair_days))


def _load(session: Session, actor: Actor, proeftuin_id: UUID, group_id: UUID) -> tuple[Proeftuin, AffectedGroup]:
    proeftuin = load_whole(session, proeftuin_id)
    permissions.must_take_part(actor, proeftuin)
    group = _group(proeftuin, group_id)
    proeftuin.must_be_unfinished()
    return proeftuin, group


def _group(proeftuin: Proeftuin, group_id: UUID) -> AffectedGroup:
    group = next((g for g in proeftuin.affected_groups if g.id == group_id), None)
    if group is None:
        raise NotFound("no-such-group", "There is no such group.")
    return group


def _must_be_nobodys(session: Session, group: AffectedGroup) -> None:
    """What people said of themselves, or of what it is worth to the group, is not taken away under them."""
    belonged = session.scalar(select(exists().where(Belonging.group_id == group.id)))
    told = session.scalar(select(exists().where(ValueStatement.part_id == group.id)))
    if belonged or told:
        raise Conflict("group-in-use", "Somebody belongs or belonged to this group, or told what it is worth to it.")
