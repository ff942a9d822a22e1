"""Writing letters: the row that makes mail/ send one."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.identity.model import Letter, Person
from shared import clock

MOST_PER_HOUR = 5


def write_letter(session: Session, person: Person, kind: str, secret_key: str, **given: str) -> bool:
    """Have this letter sent once this transaction commits; whether it will be.

    A person gets at most five of a kind an hour: whoever types another's address over and over must not fill her
    mailbox, nor keep letters of another kind from her. Nothing is said of it to who asks, or the answer would tell
    whether the address is known.
    """
    recent = Letter.created_at > clock.now() - timedelta(hours=1)
    written = select(func.count()).where(Letter.person_id == person.id, Letter.kind == kind, recent)
    if session.execute(written).scalar_one() >= MOST_PER_HOUR:
        return False
    write_warning(session, person, kind, secret_key, **given)
    return True


def write_warning(session: Session, person: Person, kind: str, secret_key: str, **given: str) -> None:
    """The same without a limit, for what happened to the account itself: who did it proved to be its owner."""
    session.add(Letter.write(secret_key, person_id=person.id, kind=kind, locale=person.locale, **given))
    session.flush()
