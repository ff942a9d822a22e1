"""The verbs of werkkringen: register, revise, appoint and dismiss coordinators."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.identity import permissions
from services.identity.model import Coordinator, Werkkring
from services.identity.use_cases.people import load_person
from shared.actor import Actor
from shared.bus.say import say
from shared.errors import NotFound
from shared.events.identity import CoordinatorAppointed, CoordinatorDismissed, WerkkringRegistered, WerkkringRevised

FACTS = ("name", "municipality", "description", "joining")


def register_werkkring(session: Session, actor: Actor, **facts: Any) -> Werkkring:
    """A steward opens a local circle."""
    permissions.must_be_steward(actor)
    return open_werkkring(session, actor, **facts)


def open_werkkring(session: Session, actor: Actor, **facts: Any) -> Werkkring:
    """Open a local circle, whoever decided that."""
    werkkring = Werkkring(**facts)
    session.add(werkkring)
    session.flush()
    say(session, WerkkringRegistered(werkkring_id=werkkring.id, **facts_of(werkkring)), by=actor)
    return werkkring


def revise_werkkring(session: Session, actor: Actor, werkkring: Werkkring, **changes: Any) -> None:
    """Change what is said of a werkkring; it was loaded for change and its version checked."""
    permissions.must_coordinate(actor, coordinators_of(session, werkkring.id))
    if werkkring.revise(changes):
        session.flush()
        say(session, WerkkringRevised(werkkring_id=werkkring.id, **facts_of(werkkring)), by=actor)


def appoint_coordinator(session: Session, actor: Actor, werkkring_id: UUID, person_id: UUID) -> None:
    """A steward makes someone coordinator; nothing happens where he is one already."""
    permissions.must_be_steward(actor)
    load_person(session, person_id)  # people before werkkringen, as in joining: else two may wait for each other
    werkkring = load_werkkring(session, werkkring_id)
    if person_id in coordinators_of(session, werkkring.id):
        return
    session.add(Coordinator(werkkring_id=werkkring.id, person_id=person_id))
    session.flush()
    say(session, CoordinatorAppointed(werkkring_id=werkkring.id, person_id=person_id), by=actor)


def dismiss_coordinator(session: Session, actor: Actor, werkkring_id: UUID, person_id: UUID) -> None:
    """A steward relieves a coordinator; nothing happens where he was none."""
    permissions.must_be_steward(actor)
    werkkring = load_werkkring(session, werkkring_id)
    coordinator = session.get(Coordinator, (werkkring.id, person_id))
    if coordinator is None:
        return
    session.delete(coordinator)
    session.flush()
    say(session, CoordinatorDismissed(werkkring_id=werkkring.id, person_id=person_id), by=actor)


def load_werkkring(session: Session, werkkring_id: UUID) -> Werkkring:
    """The werkkring, locked for change."""
    query = select(Werkkring).where(Werkkring.id == werkkring_id).with_for_update()
    werkkring = session.scalars(query).one_or_none()
    if werkkring is None:
        raise NotFound("no-such-werkkring", "There is no such werkkring.")
    return werkkring


def coordinators_of(session: Session, werkkring_id: UUID) -> list[UUID]:
    """Who coordinates this werkkring, longest first."""
    query = select(Coordinator.person_id).where(Coordinator.werkkring_id == werkkring_id)
    return list(session.scalars(query.order_by(Coordinator.since, Coordinator.person_id)))


def facts_of(werkkring: Werkkring) -> dict[str, Any]:
    """What an event tells of a werkkring."""
    return {name: getattr(werkkring, name) for name in FACTS}
