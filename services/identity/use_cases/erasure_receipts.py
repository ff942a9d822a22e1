"""The rest of the saga: receipts come in, who does not answer is told again, and silence becomes an alarm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from services.identity.model import Erasure, ErasureReceipt
from services.identity.model.erasure import OVERDUE, SAY_AGAIN, SERVICES
from shared import clock, metrics
from shared.bus.say import say
from shared.bus.sql import insert_new
from shared.events.identity import PersonErased

AT_ONCE = 100
log = structlog.get_logger()


def take_erasure_receipt(session: Session, person_id: UUID, service: str) -> None:
    """This service has forgotten the person; with the last receipt the erasure is done."""
    erasure = session.get(Erasure, person_id, with_for_update=True)
    if erasure is None:
        return
    receipt = {"person_id": person_id, "service": service, "at": clock.now()}
    insert_new(session, ErasureReceipt.__table__, [receipt])  # type: ignore[arg-type]
    if not _missing(session, person_id) and erasure.done_at is None:
        erasure.done_at = clock.now()
        session.flush()


def say_erasures_again(session: Session) -> None:
    """Tell again whom to forget, where a service has not answered for six hours; answering twice does no harm."""
    silent = Erasure.done_at.is_(None), Erasure.said_at <= clock.now() - SAY_AGAIN
    query = select(Erasure).where(*silent).order_by(Erasure.person_id).limit(AT_ONCE)
    for erasure in session.scalars(query.with_for_update(skip_locked=True)).all():
        erasure.said_at = clock.now()
        session.flush()
        say(session, PersonErased(person_id=erasure.person_id))


def raise_alarm_of_erasures(session: Session) -> None:
    """Erasures that lack a receipt after 72 hours: in the log by name of the service, and in a gauge for an alarm."""
    late = Erasure.done_at.is_(None), Erasure.asked_at <= clock.now() - OVERDUE
    metrics.erasures_overdue.set(session.execute(select(func.count()).where(*late)).scalar_one())
    for person_id in session.scalars(select(Erasure.person_id).where(*late).limit(AT_ONCE)):
        log.error("erasure_overdue", person=str(person_id), missing=_missing(session, person_id))


def forget_erasures(session: Session, before: datetime) -> None:
    """Forget that these were ever asked for; receipts go with them."""
    session.execute(delete(Erasure).where(Erasure.done_at < before))


def _missing(session: Session, person_id: UUID) -> Sequence[str]:
    there = set(session.scalars(select(ErasureReceipt.service).where(ErasureReceipt.person_id == person_id)))
    return [service for service in SERVICES if service not in there]
