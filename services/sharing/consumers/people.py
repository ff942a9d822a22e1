"""Who wants to be forgotten, and who asks what is kept of him."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.sharing.use_cases import erasure, own_data
from shared.bus.subscriptions import Subscriptions
from shared.events.envelope import Heard
from shared.events.identity import ExportRequested, PersonErased

subscriptions = Subscriptions("sharing")


@subscriptions.on(PersonErased)
def erase_when_person_erased(session: Session, heard: Heard[PersonErased]) -> None:
    """Forget him, and answer that it is done."""
    erasure.erase_person(session, heard.event.person_id)


@subscriptions.on(ExportRequested)
def prepare_when_export_requested(session: Session, heard: Heard[ExportRequested]) -> None:
    """Hold ready what is kept of him, and answer that it is."""
    told = heard.event
    own_data.prepare_export(session, export_id=told.export_id, person_id=told.person_id, expires_at=told.expires_at)
