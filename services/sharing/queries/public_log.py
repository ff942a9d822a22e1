"""The public event log, oldest first, and the types that stand in it."""

from __future__ import annotations

import inspect
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.sharing.model import PublicEvent, PublicPosition, public_types, unsaid
from shared.errors import Invalid, NotFound, Reason
from shared.events import by_routing_key, schema_of
from shared.events.envelope import PREFIX
from shared.transports import matches


@dataclass(frozen=True)
class Stretch:
    """A stretch of the log: envelopes as they are stored and where, where to go on, and whether more stands there."""

    positions: list[int]
    envelopes: list[bytes]
    cursor: int
    more: bool


def list_events(session: Session, *, after: int, types: Collection[str], limit: int) -> Stretch:
    """Up to `limit` events that stand after position `after`; with `types`, of these only.

    The end is read first: what is committed meanwhile stands behind it, so the cursor never moves past an unseen event.
    """
    end = session.scalar(select(PublicPosition.last)) or 0
    query = select(PublicEvent.position, PublicEvent.envelope).where(
        PublicEvent.position > after, PublicEvent.position <= end
    )
    if types:
        query = query.where(PublicEvent.routing_key.in_(list(types)))
    rows = session.execute(query.order_by(PublicEvent.position).limit(limit + 1)).all()
    more = len(rows) > limit
    cursor = rows[limit - 1].position if more else max(end, after)
    shown = rows[:limit]
    return Stretch([row.position for row in shown], [row.envelope for row in shown], cursor, more)


def types_asked(text: str | None) -> list[str]:
    """The types that a comma-separated list of patterns is about. Raises Invalid where one is about none."""
    wanted = {part.strip().removeprefix(PREFIX) for part in (text or "").split(",") if part.strip()}
    if unknown := unsaid(sorted(wanted)):
        reasons = tuple(Reason("unknown-type", f"No public event is called {name}.", "/types") for name in unknown)
        raise Invalid("invalid", "Some of these types are not in the public event log.", reasons)
    keys = [declared.routing_key for declared in public_types()]
    return [key for key in keys if any(matches(each, key) for each in wanted)]


def list_event_types(origin: str) -> list[dict[str, Any]]:
    """Every type that may stand in the log, with what it means and where its schema is."""
    return [
        {
            "type": PREFIX + declared.routing_key,
            "routing_key": declared.routing_key,
            "speaker": declared.speaker,
            "subject": declared.subject_type,
            "description": inspect.getdoc(declared.cls),
            "dataschema": _address(origin, declared.routing_key),
        }
        for declared in public_types()
    ]


def get_schema(routing_key: str, origin: str) -> dict[str, Any]:
    """The JSON Schema of one public type's data, named by the address that stands in its events."""
    declared = by_routing_key.get(routing_key)
    if declared is None or declared.internal:
        raise NotFound("no-such-type", "No public event has this type.")
    return {"$id": _address(origin, routing_key), **schema_of(declared)}


def _address(origin: str, routing_key: str) -> str:
    return f"{origin}/api/sharing/v1/schemas/{routing_key}"
