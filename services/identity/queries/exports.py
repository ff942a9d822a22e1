"""An export as its owner sees it: which parts are ready, and where they are."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.identity.model import Export, ExportReceipt
from services.identity.model.erasure import SERVICES
from shared import clock
from shared.actor import Actor
from shared.errors import NotFound
from shared.privacy.exports import part_of


def get_export(session: Session, actor: Actor, export_id: UUID) -> dict[str, Any]:
    """The index of one's own export: which services' parts are ready and where; and identity's own part."""
    export = session.get(Export, export_id)
    if export is None or export.person_id != actor.person or export.expires_at <= clock.now():
        raise NotFound("no-such-export", "There is no such export of yours, or its day is over.")
    there = set(session.scalars(select(ExportReceipt.service).where(ExportReceipt.export_id == export.id)))
    return {
        "id": export.id,
        "state": "ready" if there.issuperset(SERVICES) else "preparing",
        "asked_at": export.asked_at,
        "expires_at": export.expires_at,
        "parts": [_part(service, export.id, service in there) for service in SERVICES],
        "data": part_of(session, actor, export_id),
    }


def _part(service: str, export_id: UUID, ready: bool) -> dict[str, Any]:
    url = f"/api/{service}/v1/people/me/exports/{export_id}"
    return {"service": service, "state": "ready" if ready else "preparing", "url": url}
