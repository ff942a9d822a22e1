"""Forgetting an account: every row that says how someone gets in, or what he is written about."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from services.identity.model import (
    Challenge,
    Confirmation,
    Delivery,
    Following,
    KnownPlace,
    Letter,
    Link,
    MailChoice,
    Notice,
    Passkey,
    Person,
    RecoveryCode,
    ResetRequest,
    RoleGrant,
    SecondFactor,
)


def forget_mail(session: Session, person_id: UUID) -> None:
    """Remove what identity.mail keeps of someone: what he follows, what was told to him alone, and who did what."""
    for table in (Following, Delivery):
        session.execute(delete(table).where(table.person_id == person_id))
    session.execute(delete(Notice).where(Notice.person_id == person_id))
    for column in (Notice.actor_id, Notice.about_id):
        session.execute(update(Notice).where(column == person_id).values({column: None}))


def forget_ways_in(session: Session, person: Person) -> None:
    """Remove how someone gets in, and how he wants to be written to."""
    for table in (Challenge, Passkey, RecoveryCode, SecondFactor, Link, KnownPlace, MailChoice):
        session.execute(delete(table).where(table.person_id == person.id))
    session.execute(delete(ResetRequest).where(ResetRequest.address_key == person.address_key))


def forget_account(session: Session, person_id: UUID) -> None:
    """Remove someone of whom nothing else is kept, such as who never confirmed. The database drops what hangs on it."""
    forget_mail(session, person_id)
    for table in (Letter, Confirmation, RoleGrant):
        session.execute(delete(table).where(table.person_id == person_id))
    session.execute(delete(Person).where(Person.id == person_id))
