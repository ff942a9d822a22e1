"""The verbs of one's e-mail address: ask for another, show that it is one's own, and undo what one did not do."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.identity.model import Link, OutsideAccount, Passkey, PendingLink, Person, SecondFactor
from services.identity.model import password as passwords
from services.identity.model.link import LASTS
from services.identity.model.person import address_key, digest_of
from services.identity.use_cases.forgetting import forget_account
from services.identity.use_cases.letters import write_letter, write_warning
from services.identity.use_cases.passwords import write_reset
from services.identity.use_cases.people import load_me
from services.identity.use_cases.sessions import end_all_sessions
from shared.actor import Actor
from shared.errors import Conflict, Invalid


def change_email(session: Session, actor: Actor, *, email: str, secret_key: str) -> None:
    """Ask for another address. It holds once the letter sent there is answered; the old address is told now, with a
    link that undoes it. Whether somebody else has the new address, who asks does not learn: its owner gets a letter."""
    person, key = load_me(session, actor), address_key(email)
    if key == person.address_key:
        raise Invalid("same-address", "This is your address already.")
    link, token = Link.make("email", person.id, email.strip())
    if not write_letter(session, person, "email", secret_key, token=token, address=email.strip()):
        return
    session.add(link)
    undo, undo_token = Link.make("undo-email", person.id, person.email)
    session.add(undo)
    write_warning(session, person, "email-undo", secret_key, token=undo_token)


def confirm_email(session: Session, *, token: str) -> None:
    """The new address is shown to be one's own, and takes the place of the old one. Old links stop working."""
    link = _usable(session, token, "email")
    person = session.get_one(Person, link.person_id, with_for_update=True)
    _take_over(session, person, link.email or "")
    session.execute(delete(Link).where(Link.person_id == person.id, Link.purpose.in_(("email", "reset"))))
    session.execute(delete(PendingLink).where(PendingLink.person_id == person.id))
    session.flush()


def undo_email(session: Session, *, token: str, secret_key: str) -> None:
    """It was not me: the old address is back, nobody is logged in, the password and what was added since open nothing,
    and a letter to the old address lets its owner choose a new password."""
    link = _usable(session, token, "undo-email")
    person = session.get_one(Person, link.person_id, with_for_update=True)
    since = link.expires_at - LASTS["undo-email"]
    _take_over(session, person, link.email or "")
    person.password_hash = passwords.NOBODY
    session.execute(delete(Passkey).where(Passkey.person_id == person.id, Passkey.created_at >= since))
    session.execute(delete(SecondFactor).where(SecondFactor.person_id == person.id, SecondFactor.confirmed_at >= since))
    session.execute(
        delete(OutsideAccount).where(OutsideAccount.person_id == person.id, OutsideAccount.linked_at >= since)
    )
    for model in (Link, PendingLink):
        session.execute(delete(model).where(model.person_id == person.id))
    end_all_sessions(session, person.id, by=Actor(person.id))
    write_reset(session, person, secret_key)


def _usable(session: Session, token: str, purpose: str) -> Link:
    query = select(Link).where(Link.digest == digest_of(token), Link.purpose == purpose).with_for_update()
    return Link.usable(session.scalars(query).one_or_none())


def _take_over(session: Session, person: Person, email: str) -> None:
    """A registration that nobody confirmed makes way: whoever answers the mail owns the address."""
    key = address_key(email)
    if key != person.address_key:
        other = session.scalars(select(Person).where(Person.address_key == key).with_for_update()).one_or_none()
        if other is not None and other.confirmed_at is not None:
            raise Conflict("address-taken", "There is an account with this address by now.")
        if other is not None:
            forget_account(session, other.id)
            session.expunge(other)
    person.email, person.address_key = email, key
    session.flush()
