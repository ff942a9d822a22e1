"""The verbs of organisations: register, verify, grant and revoke who speaks for them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.identity import permissions
from services.identity.model import Organisation, Representation
from services.identity.use_cases.people import load_me, load_person
from shared.actor import Actor
from shared.bus.say import say
from shared.errors import NotFound
from shared.events.identity import (
    OrganisationRegistered,
    OrganisationRevised,
    OrganisationVerified,
    RepresentationGranted,
    RepresentationRevoked,
)

FACTS = ("name", "kind", "website", "verified")


def register_organisation(session: Session, actor: Actor, **facts: Any) -> Organisation:
    """Register a partner or research group; whoever does becomes the first to speak for it."""
    person = load_me(session, actor)
    organisation = Organisation(**facts)
    session.add(organisation)
    session.flush()
    say(session, OrganisationRegistered(organisation_id=organisation.id, **facts_of(organisation)), by=actor)
    _grant(session, actor, organisation, person.id)
    return organisation


def revise_organisation(session: Session, actor: Actor, organisation: Organisation, **changes: Any) -> None:
    """Change what is said of an organisation; it was loaded for change and its version checked.

    Its kind stays: proeftuinen count on the research group that they have.
    """
    permissions.must_speak_for(actor, representatives_of(session, organisation.id))
    if organisation.revise(changes, by_steward=actor.has("steward")):
        session.flush()
        say(session, OrganisationRevised(organisation_id=organisation.id, **facts_of(organisation)), by=actor)


def verify_organisation(session: Session, actor: Actor, organisation_id: UUID) -> Organisation:
    """A steward confirms that an organisation is what it says it is."""
    permissions.must_be_steward(actor)
    organisation = load_organisation(session, organisation_id)
    if organisation.verify():
        session.flush()
        say(session, OrganisationVerified(organisation_id=organisation.id), by=actor)
    return organisation


def grant_representation(session: Session, actor: Actor, organisation_id: UUID, *, person_id: UUID) -> Organisation:
    """Let someone speak for an organisation; nothing happens where he may already."""
    organisation = load_organisation(session, organisation_id)
    present = representatives_of(session, organisation.id)
    permissions.must_speak_for(actor, present)
    load_person(session, person_id)
    if person_id not in present:
        _grant(session, actor, organisation, person_id)
    return organisation


def revoke_representation(session: Session, actor: Actor, organisation_id: UUID, person_id: UUID) -> None:
    """Someone speaks for an organisation no longer, by himself, another representative or a steward."""
    organisation = load_organisation(session, organisation_id)
    permissions.must_speak_for(actor, representatives_of(session, organisation.id))
    representation = session.get(Representation, (organisation.id, person_id))
    if representation is None:
        return
    session.delete(representation)
    session.flush()
    say(session, RepresentationRevoked(organisation_id=organisation.id, person_id=person_id), by=actor)


def load_organisation(session: Session, organisation_id: UUID) -> Organisation:
    """The organisation, locked for change."""
    query = select(Organisation).where(Organisation.id == organisation_id).with_for_update()
    organisation = session.scalars(query).one_or_none()
    if organisation is None:
        raise NotFound("no-such-organisation", "There is no such organisation.")
    return organisation


def representatives_of(session: Session, organisation_id: UUID) -> list[UUID]:
    """Who may speak for this organisation, longest first."""
    query = select(Representation.person_id).where(Representation.organisation_id == organisation_id)
    return list(session.scalars(query.order_by(Representation.since, Representation.person_id)))


def facts_of(organisation: Organisation) -> dict[str, Any]:
    """What an event tells of an organisation."""
    return {name: getattr(organisation, name) for name in FACTS}


def _grant(session: Session, actor: Actor, organisation: Organisation, person_id: UUID) -> None:
    session.add(Representation(organisation_id=organisation.id, person_id=person_id))
    session.flush()
    say(session, RepresentationGranted(organisation_id=organisation.id, person_id=person_id), by=actor)
