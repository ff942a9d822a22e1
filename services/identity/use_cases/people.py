"""The verbs of people: register, confirm, revise oneself."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.identity.model import Confirmation, Person
from services.identity.model.person import address_key, digest_of
from services.identity.use_cases.letters import write_letter
from shared import clock
from shared.actor import Actor
from shared.bus.say import say
from shared.bus.sql import insert_new
from shared.errors import NotFound
from shared.events.identity import PersonConfirmed, PersonRegistered
from shared.ids import new_id


def register_person(
    session: Session, *, email: str, password_hash: str, display_name: str, locale: str, secret_key: str
) -> None:
    """Ask for an account. Whoever asks learns nothing; the owner of the address gets a letter.

    The password comes hashed: that takes long, and is done for known addresses too, before the transaction.
    """
    given = {"password_hash": password_hash, "display_name": display_name, "locale": locale}
    person = _known_or_new(session, email, given)
    if person.confirmed_at is not None:
        write_letter(session, person, "known", secret_key)
        return
    token = secrets.token_urlsafe(32)
    session.add(Confirmation(digest=digest_of(token), person_id=person.id, **given))
    write_letter(session, person, "confirm", secret_key, token=token)


def confirm_person(session: Session, *, token: str) -> Person:
    """Show that the address is one's own. The link works once; other links to this person stop working."""
    query = select(Confirmation).where(Confirmation.digest == digest_of(token)).with_for_update()
    confirmation = Confirmation.usable(session.scalars(query).one_or_none())
    person = session.get_one(Person, confirmation.person_id, with_for_update=True)
    person.confirm(confirmation)
    session.execute(delete(Confirmation).where(Confirmation.person_id == person.id))
    say(session, PersonConfirmed(person_id=person.id))
    session.flush()
    return person


def revise_me(session: Session, actor: Actor, person: Person, **changes: Any) -> None:
    """Change one's own name or language; `person` was loaded for change and its version checked."""
    for name, value in changes.items():
        setattr(person, name, value)
    session.flush()


def load_me(session: Session, actor: Actor) -> Person:
    """The actor's own account, locked for change."""
    return load_person(session, actor.person)  # a token of a person who is gone meets NotFound


def load_person(session: Session, person_id: Any) -> Person:
    """Someone with a confirmed address, locked for change."""
    query = select(Person).where(Person.id == person_id, Person.confirmed_at.is_not(None)).with_for_update()
    person = session.scalars(query).one_or_none()
    if person is None:
        raise NotFound("no-such-person", "There is nobody with this id.")
    return person


def _known_or_new(session: Session, email: str, given: dict[str, str]) -> Person:
    """The person with this address; of two who register it at once, one finds what the other made."""
    fresh, key = new_id(), address_key(email)
    row = {"id": fresh, "version": 1, "email": email.strip(), "address_key": key, "created_at": clock.now(), **given}
    insert_new(session, Person.__table__, [row])  # type: ignore[arg-type]
    person = session.scalars(select(Person).where(Person.address_key == key).with_for_update()).one()
    if person.id == fresh:
        say(session, PersonRegistered(person_id=fresh, locale=person.locale))
    elif person.confirmed_at is None:
        person.password_hash = given["password_hash"]
    return person
