"""Sending once more what was sent or given up: one delivery, or everything in a stretch of the public event log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from services.sharing.model import PublicEvent, Webhook, WebhookDelivery
from services.sharing.use_cases.webhook_deliveries import MOST_PENDING, queue_lines
from services.sharing.use_cases.webhooks import load_webhook
from shared.actor import Actor
from shared.errors import Conflict, Invalid, NotFound, Reason

Lines = Select[int, UUID, str]


@dataclass(frozen=True)
class Range:
    """A stretch of the log: by position, by time, or both; and whether only what failed is meant."""

    from_position: int | None = None
    to_position: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    only_failed: bool = False


@dataclass(frozen=True)
class Queued:
    """How many are sent once more, up to where, and whether the stretch holds more than fits in one go."""

    queued: int
    last_position: int | None
    more: bool


def redeliver_one(session: Session, actor: Actor, webhook_id: UUID, delivery_id: UUID) -> WebhookDelivery:
    """Send this one once more, now."""
    webhook = _active(session, actor, webhook_id)
    found = session.get(WebhookDelivery, delivery_id, with_for_update=True)
    if found is None or found.webhook_id != webhook.id:
        raise NotFound("no-such-delivery", "There is no such delivery, or it ended more than a month ago.")
    found.want_again()
    session.flush()
    return found


def redeliver_range(session: Session, actor: Actor, webhook_id: UUID, asked: Range) -> Queued:
    """Send everything in a stretch once more, as far as there is room; also what the ledger has forgotten."""
    if asked.from_position is None and asked.since is None:
        reason = Reason("missing", "Say from where: a position or a moment.", "/fromPosition")
        raise Invalid("invalid", "Say from where.", (reason,))
    webhook = _active(session, actor, webhook_id)
    room = MOST_PENDING - _pending(session, webhook)
    lines = _lines(session, webhook, asked)
    taken = lines[: max(room, 0)]
    known = _known(session, webhook, [line.event_id for line in taken])
    for each in known.values():
        each.want_again()
    queue_lines(session, webhook, [line for line in taken if line.event_id not in known])
    session.flush()
    return Queued(len(taken), taken[-1].position if taken else None, len(lines) > len(taken))


def _active(session: Session, actor: Actor, webhook_id: UUID) -> Webhook:
    webhook = load_webhook(session, actor, webhook_id)
    if webhook.state != "active":
        raise Conflict("wrong-state", f"Nothing is sent to a webhook that is {webhook.state}.")
    return webhook


def _pending(session: Session, webhook: Webhook) -> int:
    waiting = (WebhookDelivery.webhook_id == webhook.id, WebhookDelivery.state == "pending")
    return session.scalar(select(func.count()).where(*waiting)) or 0


def _lines(session: Session, webhook: Webhook, asked: Range) -> Sequence[Any]:
    """What the webhook wants of the stretch, as far as it has been reached; one more than could be taken."""
    query = select(PublicEvent.position, PublicEvent.event_id, PublicEvent.routing_key)
    query = _within(query, asked).where(PublicEvent.position <= webhook.position)
    if asked.only_failed:
        failed = select(WebhookDelivery.event_id).where(
            WebhookDelivery.webhook_id == webhook.id, WebhookDelivery.state == "failed"
        )
        query = query.where(PublicEvent.event_id.in_(failed))
    wanted = []
    for line in session.execute(query.order_by(PublicEvent.position).execution_options(yield_per=500)):
        if webhook.hears(line.routing_key):
            wanted.append(line)
        if len(wanted) > MOST_PENDING:
            break
    return wanted


def _within(query: Lines, asked: Range) -> Lines:
    if asked.from_position is not None:
        query = query.where(PublicEvent.position >= asked.from_position)
    if asked.to_position is not None:
        query = query.where(PublicEvent.position <= asked.to_position)
    if asked.since is not None:
        query = query.where(PublicEvent.event_id >= first_id_at(asked.since))
    if asked.until is not None:
        query = query.where(PublicEvent.event_id < first_id_at(asked.until))
    return query


def first_id_at(moment: datetime) -> UUID:
    """The smallest id that an event of this moment can have: ids (UUIDv7) begin with the moment they were made."""
    return UUID(int=max(0, int(moment.timestamp() * 1000)) << 80)


def _known(session: Session, webhook: Webhook, event_ids: Sequence[UUID]) -> dict[UUID, WebhookDelivery]:
    mine = select(WebhookDelivery).where(WebhookDelivery.webhook_id == webhook.id)
    found = session.scalars(mine.where(WebhookDelivery.event_id.in_(event_ids)).with_for_update())
    return {each.event_id: each for each in found}
