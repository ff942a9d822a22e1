"""The verbs of logging in through an outside provider: find whose account it is, or ask the owner of the address."""

from __future__ import annotations

import secrets

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.identity.model import OutsideAccount, PendingLink, Person
from services.identity.model.person import address_key, digest_of
from services.identity.use_cases.letters import write_letter
from services.identity.use_cases.sessions import Proof
from shared import clock
from shared.bus.sql import insert_new
from shared.errors import Invalid


def find_linked(session: Session, issuer: str, subject: str) -> Proof | None:
    """Who this account there is here, where he said so before."""
    held = session.get(OutsideAccount, (issuer, subject))
    return Proof(held.person_id, None) if held else None


def ask_to_link(session: Session, *, issuer: str, subject: str, email: str, secret_key: str) -> None:
    """Write to the owner of the address, where there is one: a provider's word does not make it the same person.

    Whoever asks learns nothing of whether there is.
    """
    query = select(Person).where(Person.address_key == address_key(email), Person.confirmed_at.is_not(None))
    person = session.scalars(query.with_for_update()).one_or_none()
    if person is None:
        return
    token = secrets.token_urlsafe(32)
    session.add(PendingLink(digest=digest_of(token), issuer=issuer, subject=subject, person_id=person.id))
    write_letter(session, person, "link", secret_key, token=token)


def link_account(session: Session, *, token: str) -> None:
    """The owner of the address says yes. Works once, for an hour."""
    query = select(PendingLink).where(PendingLink.digest == digest_of(token)).with_for_update()
    waiting = session.scalars(query).one_or_none()
    if waiting is None or waiting.expires_at <= clock.now():
        raise Invalid("token-refused", "This link was used already, or is too old.")
    row = {"issuer": waiting.issuer, "subject": waiting.subject, "person_id": waiting.person_id}
    insert_new(session, OutsideAccount.__table__, [{**row, "linked_at": clock.now()}])  # type: ignore[arg-type]
    session.execute(delete(PendingLink).where(PendingLink.person_id == waiting.person_id))
    session.flush()
