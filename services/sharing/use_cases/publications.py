"""The verbs of a publication: take over an update's text, and take it back."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.sharing import permissions
from services.sharing.model import Publication, Revision, Words, address_of, publication_id_of
from shared import clock
from shared.actor import Actor
from shared.bus.say import say
from shared.events.sharing import PublicationPublished, PublicationRestated, PublicationRetracted, PublicationRevised


def publish_update(
    session: Session,
    words: Words,
    *,
    update_id: UUID,
    proeftuin_id: UUID,
    author_id: UUID | None,
    version: int,
    at: datetime,
) -> None:
    """Make this text of an update readable for everyone: as a new publication, or as the next revision of it.

    Changes nothing where a later word is here already, or where an editor retracted the publication.
    """
    publication = _of_update(session, update_id) or _new(session, update_id, proeftuin_id, at)
    if version <= publication.heard:
        return
    publication.heard, publication.author_id = version, author_id
    if publication.retracted_for_good or (publication.readable and words == publication.words):
        return
    again = publication.readable
    publication.publish(words, at=at)
    session.add(Revision(publication_id=publication.id, revision=publication.revision, at=at))
    facts = _facts(session, publication)
    said = PublicationRevised if again else PublicationPublished
    say(session, said(revision=publication.revision, **facts))


def withdraw_update(session: Session, *, update_id: UUID, proeftuin_id: UUID, version: int, at: datetime) -> None:
    """Its author took the update back: retract the publication.

    Where the update's text has not come yet, a row without text stands ready, so that a late text is not published.
    """
    publication = _of_update(session, update_id) or _new(session, update_id, proeftuin_id, at)
    if version <= publication.heard:
        return
    publication.heard = version
    if publication.readable:
        _retract(session, publication, at=at)


def retract_publication(session: Session, actor: Actor, publication_id: UUID, *, reason: str) -> Publication:
    """An editor takes a publication back; the reason stands at its address."""
    permissions.must_be_editor(actor)
    publication = permissions.must_exist(_locked(session, publication_id))
    _retract(session, publication, at=clock.now(), by=actor, why=reason)
    session.flush()
    return publication


def restated(session: Session, publication: Publication) -> PublicationRestated:
    """The present facts of a publication, to be said again."""
    facts = _facts(session, publication)
    return PublicationRestated(state=publication.state, revision=publication.revision, **facts)


def _retract(
    session: Session, publication: Publication, *, at: datetime, by: Actor | None = None, why: str | None = None
) -> None:
    publication.retract(at=at, by=by.person_id if by else None, why=why)
    said = PublicationRetracted(
        publication_id=publication.id,
        update_id=publication.update_id,
        proeftuin_id=publication.proeftuin_id,
        url=_address(session, publication),
    )
    say(session, said, by=by)


def _new(session: Session, update_id: UUID, proeftuin_id: UUID, at: datetime) -> Publication:
    """A publication that nobody can read yet."""
    made = Publication(
        id=publication_id_of(update_id),
        update_id=update_id,
        proeftuin_id=proeftuin_id,
        heard=0,
        published_at=at,
        retracted_at=at,
    )
    session.add(made)
    session.flush()
    return made


def _of_update(session: Session, update_id: UUID) -> Publication | None:
    return _locked(session, publication_id_of(update_id))


def _locked(session: Session, publication_id: UUID) -> Publication | None:
    query = select(Publication).where(Publication.id == publication_id).with_for_update()
    return session.execute(query).scalar_one_or_none()


def _address(session: Session, publication: Publication) -> str:
    return address_of(publication.id, session.info.get("origin", ""))


class _Facts(TypedDict):
    publication_id: UUID
    update_id: UUID
    proeftuin_id: UUID
    kind: str
    title: str
    body: str
    language: str
    licence: str
    url: str


def _facts(session: Session, publication: Publication) -> _Facts:
    """What published, revised and restated tell alike."""
    return {
        "publication_id": publication.id,
        "update_id": publication.update_id,
        "proeftuin_id": publication.proeftuin_id,
        "kind": publication.kind,
        "title": publication.title,
        "body": publication.body,
        "language": publication.language,
        "licence": publication.licence,
        "url": _address(session, publication),
    }
