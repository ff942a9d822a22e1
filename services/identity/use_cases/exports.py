"""Exports of one's data: asked here, prepared by every service, never carried by an event."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.identity.model import Export, ExportReceipt
from services.identity.model.erasure import SERVICES
from services.identity.use_cases.own_data import gather_account
from services.identity.use_cases.people import load_me
from shared import clock
from shared.actor import Actor
from shared.bus.say import say
from shared.bus.sql import insert_new
from shared.events.identity import ExportRequested
from shared.privacy.exports import keep_part


def request_export(session: Session, actor: Actor) -> Export:
    """Ask every service for its part; while one export is being made, asking again gives that one."""
    person = load_me(session, actor)
    present = session.scalars(select(Export).where(Export.person_id == person.id)).one_or_none()
    if present is not None and present.expires_at > clock.now() and not _complete(session, present):
        return present
    if present is not None:
        session.delete(present)
        session.flush()
    export = Export(person_id=person.id)
    session.add(export)
    session.flush()
    part = gather_account(session, person.id)
    keep_part(session, export_id=export.id, person_id=person.id, expires_at=export.expires_at, part=part)
    take_export_receipt(session, export.id, "identity")
    asked = ExportRequested(person_id=person.id, export_id=export.id, expires_at=export.expires_at)
    say(session, asked, by=actor)
    return export


def take_export_receipt(session: Session, export_id: UUID, service: str) -> None:
    """This service's part is ready; word of an export that is over changes nothing."""
    if session.get(Export, export_id) is not None:
        receipt = {"export_id": export_id, "service": service}
        insert_new(session, ExportReceipt.__table__, [receipt])  # type: ignore[arg-type]


def forget_exports(session: Session) -> None:
    """Their day is over."""
    session.execute(delete(Export).where(Export.expires_at <= clock.now()))


def _complete(session: Session, export: Export) -> bool:
    there = set(session.scalars(select(ExportReceipt.service).where(ExportReceipt.export_id == export.id)))
    return there.issuperset(SERVICES)
