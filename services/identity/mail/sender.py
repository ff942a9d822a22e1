"""Takes the letters that are due, one at a time, and sends them. No transaction is open while a mail server thinks."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from uuid import UUID

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.identity.mail.message import compose
from services.identity.mail.outlets import Outlet, Refused, outlet_of
from services.identity.model import Letter, Person
from shared import clock
from shared.db import Database
from shared.settings import Settings

PAUSE = 0.25
log = structlog.get_logger()


@dataclass(frozen=True)
class _Taken:
    """One letter in a sender's hands: everything that is needed without the database."""

    id: UUID
    kind: str
    locale: str
    address: str
    given: dict[str, str]


def send_letters(database: Database, settings: Settings, stop: threading.Event) -> None:
    """Until `stop`: send what is due, within a second of its being written."""
    if not settings.mail_url:
        log.warning("no_mail", hint="MAIL_URL is not set: letters are kept, and sent once it is")
        stop.wait()
        return
    outlet = outlet_of(settings.mail_url)
    while not stop.wait(PAUSE):
        send_due(database, settings, outlet)


def send_due(database: Database, settings: Settings, outlet: Outlet) -> int:
    """Send every letter that is due now; how many were tried."""
    tried = 0
    while (due := _next_due(database)) is not None:
        taken = _take(database, settings, due)
        if taken is not None:
            _send(database, settings, outlet, taken)
            tried += 1
    return tried


def _next_due(database: Database) -> UUID | None:
    """Looked for without a lock, so that four looks a second cost nothing."""
    query = select(Letter.id).where(Letter.state == "pending", Letter.next_attempt_at <= clock.now())
    with database.reading() as session:
        return session.scalars(query.order_by(Letter.next_attempt_at).limit(1)).first()


def _take(database: Database, settings: Settings, letter_id: UUID) -> _Taken | None:
    """Take the letter, and commit that it is taken, before anything is sent; None where another sender was first."""
    with database.transaction() as session:
        letter = _load(session, letter_id)
        if letter.state != "pending" or letter.next_attempt_at > clock.now():
            return None
        letter.take()
        address = session.get_one(Person, letter.person_id).email
        return _Taken(letter.id, letter.kind, letter.locale, address, letter.given(settings.secret_key))


def _send(database: Database, settings: Settings, outlet: Outlet, taken: _Taken) -> None:
    error: Exception | None = None
    try:
        outlet.send(compose(settings, taken.id, taken.kind, taken.locale, taken.address, taken.given))
    except Exception as failure:  # whatever it is, the letter must not be lost nor stop the others
        error = failure
        log.warning("letter_not_sent", letter=str(taken.id), kind=taken.kind, error=type(failure).__name__)
    with database.transaction() as session:
        letter = _load(session, taken.id)
        if error is None:
            letter.was_sent()
        else:
            letter.failed(type(error).__name__, for_good=isinstance(error, Refused))


def _load(session: Session, letter_id: UUID) -> Letter:
    return session.scalars(select(Letter).where(Letter.id == letter_id).with_for_update()).one()
