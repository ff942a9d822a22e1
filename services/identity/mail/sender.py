"""Takes the letters that are due, one at a time, and sends them. No transaction is open while a mail server thinks."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from uuid import UUID

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.identity import use_cases
from services.identity.mail.message import compose
from services.identity.mail.news import News, gather
from services.identity.mail.outlets import Outlet, Refused, outlet_of
from services.identity.model import Letter, Person, ResetRequest
from shared import clock
from shared.db import Database
from shared.failpoints import failpoint
from shared.settings import Settings

PAUSE = 0.25


@dataclass(frozen=True)
class Taken:
    """A letter that this sender may send, where it goes, and what it tells."""

    letter: Letter
    address: str
    news: News | None


log = structlog.get_logger()


def send_letters(database: Database, settings: Settings, stop: threading.Event) -> None:
    """Until `stop`: send what is due, within a second of its being written."""
    if not settings.mail_url:
        log.warning("no_mail", hint="MAIL_URL is not set: letters are kept, and sent once it is")
        stop.wait()
        return
    outlet = outlet_of(settings.mail_url)
    while not stop.wait(PAUSE):
        try:
            send_due(database, settings, outlet)
        except Exception as error:  # the database is away: the letters stay where they are
            log.error("letters_not_read", error=type(error).__name__)


def send_due(database: Database, settings: Settings, outlet: Outlet) -> int:
    """Send every letter that is due now; how many were tried."""
    _answer_resets(database, settings)
    tried = 0
    while (due := _next_due(database)) is not None:
        taken = _take(database, due)
        if taken is not None:
            _send(database, settings, outlet, taken)
            tried += 1
    return tried


def _answer_resets(database: Database, settings: Settings) -> None:
    """Here, where nobody waits for an answer, it may take longer for an address that has an account."""
    with database.reading() as session:
        asked = session.scalar(select(ResetRequest.id).limit(1))
    while asked is not None:
        with database.transaction() as session:
            if not use_cases.answer_reset_requests(session, settings.secret_key):
                return


def _next_due(database: Database) -> UUID | None:
    """Looked for without a lock, so that four looks a second cost nothing."""
    query = select(Letter.id).where(Letter.state == "pending", Letter.next_attempt_at <= clock.now())
    with database.reading() as session:
        return session.scalars(query.order_by(Letter.next_attempt_at).limit(1)).first()


def _take(database: Database, letter_id: UUID) -> Taken | None:
    """Take the letter, and commit that it is taken, before anything is sent; None where another sender was first,
    or where nothing is left to tell."""
    with database.transaction() as session:
        letter = _load(session, letter_id)
        if letter is None or letter.state != "pending" or letter.next_attempt_at > clock.now():
            return None
        letter.take()
        person = session.get_one(Person, letter.person_id)
        news = gather(session, letter, person) if letter.is_news else None
        if letter.is_news and news is None:
            letter.drop()
            return None
        return Taken(letter, person.email, news)


def _send(database: Database, settings: Settings, outlet: Outlet, taken: Taken) -> None:
    error: Exception | None = None
    try:
        outlet.send(compose(settings, taken.letter, taken.address, taken.news))
        failpoint("mail.sent")
    except Exception as failure:  # whatever it is, the letter must not be lost nor stop the others
        error = failure
        log.warning(
            "letter_not_sent", letter=str(taken.letter.id), kind=taken.letter.kind, error=type(failure).__name__
        )
    with database.transaction() as session:
        held = _load(session, taken.letter.id)
        if held is None:  # its reader was erased while it was on its way
            return
        if error is None:
            held.was_sent()
        else:
            held.failed(type(error).__name__, for_good=isinstance(error, Refused))


def _load(session: Session, letter_id: UUID) -> Letter | None:
    return session.scalars(select(Letter).where(Letter.id == letter_id).with_for_update()).one_or_none()
