"""The verbs of passwords: change one's own, ask for a reset, set a new one. Each ends what the old one opened."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.identity.model import Link, Person, ResetRequest
from services.identity.model import password as passwords
from services.identity.model.person import LONGEST_ADDRESS, address_key, digest_of
from services.identity.use_cases.letters import write_letter, write_warning
from services.identity.use_cases.people import load_me
from services.identity.use_cases.sessions import end_all_sessions
from shared.actor import Actor
from shared.db import Database
from shared.errors import Forbidden

RESETS_AT_ONCE = 100


def prove_me(database: Database, actor: Actor, password: str) -> str:
    """That the person with this token knows the account's password as well; gives the hash it was compared with.

    Raises Forbidden: the token is good, so a 401 would make a client log in again and again.
    """
    with database.reading() as session:
        stored = session.scalar(select(Person.password_hash).where(Person.id == actor.person))
    if not passwords.matches(stored, password) or stored is None:
        raise Forbidden("wrong-password", "This is not your present password.")
    return stored


def change_password(session: Session, actor: Actor, *, compared_with: str, password_hash: str, secret_key: str) -> None:
    """Replace one's own password, proven before; every other session ends, and a letter tells of it."""
    person = load_me(session, actor)
    if person.password_hash != compared_with:  # changed by another request while this one was hashing
        raise Forbidden("wrong-password", "This is not your present password.")
    person.password_hash = password_hash
    session.execute(delete(Link).where(Link.person_id == person.id, Link.purpose == "reset"))
    end_all_sessions(session, person.id, by=actor, but=actor.session_id)
    write_warning(session, person, "password", secret_key)


def request_reset(session: Session, *, email: str) -> None:
    """Note that a new password is asked for. The same single row for every address: its time tells nothing.

    A text may grow by folding its case (ß becomes ss); what is longer than an address is nobody's, cut off or not.
    """
    session.add(ResetRequest(address_key=address_key(email)[:LONGEST_ADDRESS]))
    session.flush()


def answer_reset_requests(session: Session, secret_key: str) -> int:
    """Write a letter for each noted request with an account; how many requests there were. Done by the mail thread."""
    query = select(ResetRequest).order_by(ResetRequest.id).limit(RESETS_AT_ONCE).with_for_update(skip_locked=True)
    requests = session.scalars(query).all()
    for request in requests:
        found = select(Person).where(Person.address_key == request.address_key, Person.confirmed_at.is_not(None))
        person = session.scalars(found.with_for_update()).one_or_none()
        if person is not None:
            write_reset(session, person, secret_key)
        session.delete(request)
    session.flush()
    return len(requests)


def write_reset(session: Session, person: Person, secret_key: str) -> None:
    """A letter with a link to set a new password."""
    link, token = Link.make("reset", person.id)
    if write_letter(session, person, "reset", secret_key, token=token):
        session.add(link)
        session.flush()


def reset_password(session: Session, *, token: str, password_hash: str, secret_key: str) -> UUID:
    """Set a new password with the link from the mail. Every session ends; other such links stop working."""
    query = select(Link).where(Link.digest == digest_of(token), Link.purpose == "reset")
    link = Link.usable(session.scalars(query.with_for_update()).one_or_none())
    person = session.get_one(Person, link.person_id, with_for_update=True)
    person.password_hash = password_hash
    session.execute(delete(Link).where(Link.person_id == person.id, Link.purpose == "reset"))
    end_all_sessions(session, person.id, by=Actor(person.id))
    write_warning(session, person, "password", secret_key)
    return person.id
