"""What editors do with publications: hold one, release it, and take one back; each with a reason, or ending one."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from services.sharing import permissions
from services.sharing.model import Publication
from services.sharing.use_cases import catalogue
from services.sharing.use_cases.publications import (
    about,
    address,
    load_publication,
    retracted,
    say_published,
    take_back,
)
from shared import clock
from shared.actor import Actor
from shared.bus.say import say
from shared.events.sharing import PublicationHeld, PublicationReleased


def retract_publication(session: Session, actor: Actor, publication_id: UUID, *, reason: str) -> Publication:
    """An editor takes a publication back; the reason stands at its address."""
    publication = _to_edit(session, actor, publication_id)
    take_back(session, publication, at=clock.now(), by=actor, why=reason)
    session.flush()
    return publication


def hold_publication(session: Session, actor: Actor, publication_id: UUID, *, reason: str) -> Publication:
    """An editor holds it: nobody else reads it for now, copies are taken back, and the group hears why."""
    publication = _to_edit(session, actor, publication_id)
    title = publication.title
    publication.hold(by=actor.person, why=reason)
    catalogue.hide_document(session, publication.id)
    say(session, retracted(session, publication, for_now=True), by=actor)
    told = PublicationHeld(**about(publication), title=title, reason=reason, url=address(session, publication))
    say(session, told, by=actor)
    session.flush()
    return publication


def release_publication(session: Session, actor: Actor, publication_id: UUID) -> Publication:
    """An editor lets everyone read again what was held, with the words that its author gave it meanwhile."""
    publication = _to_edit(session, actor, publication_id)
    publication.must_be_held()
    say(session, PublicationReleased(**about(publication)), by=actor)
    say_published(session, publication, publication.words, at=clock.now())
    session.flush()
    return publication


def _to_edit(session: Session, actor: Actor, publication_id: UUID) -> Publication:
    permissions.must_be_editor(actor)
    return permissions.must_exist(load_publication(session, publication_id))
