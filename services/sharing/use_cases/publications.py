"""The verbs of a publication that follow from what it is made from: publish, revise, and withdraw."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.sharing.model import Publication, Revision, Source, Words, address_of
from services.sharing.use_cases import catalogue, open_datasets
from shared.actor import Actor
from shared.bus.say import say
from shared.events.sharing import (
    PublicationPublished,
    PublicationReleased,
    PublicationRestated,
    PublicationRetracted,
    PublicationRevised,
)


def publish(session: Session, words: Words, source: Source, *, version: int, at: datetime) -> None:
    """Make these words readable for everyone: as a new publication, or as the next revision of it.

    Changes nothing where a later word is here already, or where an editor retracted the publication. What an editor
    holds takes the words over, and stays held.
    """
    publication = load_publication(session, source.publication_id) or _new(session, source, at)
    if version <= publication.heard:
        return
    publication.heard, publication.author_id, publication.credited = version, source.author_id, source.credited
    words = words.tamed()
    if publication.retracted_for_good or (publication.state != "retracted" and words == publication.words):
        return
    if publication.state == "held":
        publication.take(words)
        return
    say_published(session, publication, words, at=at)


def say_published(session: Session, publication: Publication, words: Words, *, at: datetime) -> None:
    """The next revision, for everyone: kept, found by searching, and said."""
    again = publication.readable
    publication.publish(words, at=at)
    keep_revision(session, publication, at=at)
    catalogue.show_publication(session, publication)
    facts = _facts(session, publication)
    said = PublicationRevised if again else PublicationPublished
    say(session, said(revision=publication.revision, **facts))


def withdraw(session: Session, source: Source, *, version: int, at: datetime) -> None:
    """Its author took it back: retract the publication.

    Where its text has not come yet, a row without text stands ready, so that a late text is not published.
    """
    publication = load_publication(session, source.publication_id) or _new(session, source, at)
    if version <= publication.heard:
        return
    publication.heard = version
    if publication.state != "retracted":
        take_back(session, publication, at=at)


def take_back(
    session: Session, publication: Publication, *, at: datetime, by: Actor | None = None, why: str | None = None
) -> None:
    """Retract it, its earlier texts and what it was found by, and say so; to its group too where it was held."""
    was_held = publication.state == "held"
    publication.retract(at=at, by=by.person_id if by else None, why=why)
    emptied = dict.fromkeys(("kind", "title", "body", "language", "licence"))
    session.execute(update(Revision).where(Revision.publication_id == publication.id).values(**emptied))
    catalogue.hide_document(session, publication.id)
    open_datasets.forget_words(session, publication.id)
    say(session, retracted(session, publication), by=by)
    if was_held:
        say(session, PublicationReleased(**about(publication)), by=by)


def keep_revision(session: Session, publication: Publication, *, at: datetime) -> None:
    """What it says from now on, beside what it said before."""
    said = {name: getattr(publication, name) for name in ("kind", "title", "body", "language", "licence")}
    session.add(Revision(publication_id=publication.id, revision=publication.revision, at=at, **said))


def restated(session: Session, publication: Publication) -> PublicationRestated:
    """The present facts of a publication, to be said again; of what is held no text, but why, for its group."""
    facts = _facts(session, publication)
    if publication.state == "held":
        facts["title"] = facts["body"] = ""
    return PublicationRestated(
        state=publication.state, revision=publication.revision, held_because=publication.held_why, **facts
    )


def retracted(session: Session, publication: Publication, *, for_now: bool = False) -> PublicationRetracted:
    """What is said of it when readers may read it no longer."""
    return PublicationRetracted(**about(publication), url=address(session, publication), for_now=for_now)


def load_publication(session: Session, publication_id: UUID) -> Publication | None:
    """The publication, locked."""
    query = select(Publication).where(Publication.id == publication_id).with_for_update()
    return session.execute(query).scalar_one_or_none()


def address(session: Session, publication: Publication) -> str:
    """Where it is read."""
    return address_of(publication.id, session.info.get("origin", ""))


class About(TypedDict):
    publication_id: UUID
    update_id: UUID
    proeftuin_id: UUID
    source: Any


class _Facts(About):
    kind: str
    title: str
    body: str
    language: str
    licence: str
    url: str


def about(publication: Publication) -> About:
    """Of which publication an event is."""
    return {
        "publication_id": publication.id,
        "update_id": publication.source_id,
        "proeftuin_id": publication.proeftuin_id,
        "source": publication.source,
    }


def _facts(session: Session, publication: Publication) -> _Facts:
    """What published, revised and restated tell alike."""
    return {
        **about(publication),
        "kind": publication.kind,
        "title": publication.title,
        "body": publication.body,
        "language": publication.language,
        "licence": publication.licence,
        "url": address(session, publication),
    }


def _new(session: Session, source: Source, at: datetime) -> Publication:
    """A publication that nobody can read yet."""
    made = Publication(
        id=source.publication_id,
        source=source.noun,
        source_id=source.id,
        proeftuin_id=source.proeftuin_id,
        heard=0,
        published_at=at,
        retracted_at=at,
    )
    session.add(made)
    session.flush()
    return made
