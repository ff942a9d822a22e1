"""Answers to identity: forgotten, held ready."""

from __future__ import annotations

from uuid import UUID

from shared.events import Event, event


@event("experiments.erasure.done.v1", subject="person_id", internal=True)
class ErasureDone(Event):
    """Said when experiments has forgotten someone who was erased: the receipt that identity waits for."""

    person_id: UUID


@event("experiments.export.ready.v1", subject="export_id", internal=True)
class ExportReady(Event):
    """Said when experiments holds its part of an export ready. The person fetches it with his own token."""

    export_id: UUID
