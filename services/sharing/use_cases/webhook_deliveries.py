"""The ledger of webhooks: what is to be sent where, what is sent next, and what became of each call.

Called by the webhooks channel; owners say what is sent once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from services.sharing.model import PublicEvent, PublicPosition, Webhook, WebhookAttempt, WebhookDelivery
from services.sharing.model.webhook_delivery import ANSWER_SHOWN, KEPT
from shared import clock
from shared.bus.say import say
from shared.bus.sql import insert_new
from shared.events.sharing import WebhookDisabled
from shared.ids import new_id
from shared.transports import matches

STRETCH = 200
MOST_PENDING = 1000
"""So many wait for one address at most; the others wait in the public event log, where they cost nothing."""
LOOKED_AT = 4
"""Of each address so many are looked at in one go: more than may be under way."""


@dataclass(frozen=True)
class Call:
    """What came of one call: a status, or an error where no answer came; and for how long the other side wants rest."""

    at: datetime
    latency_ms: int
    status: int | None = None
    error: str | None = None
    answer: str = ""
    wish: float | None = None

    @property
    def succeeded(self) -> bool:
        return self.error is None and self.status is not None and 200 <= self.status < 300

    @property
    def why(self) -> str:
        """What went wrong, in few words."""
        return self.error or f"It answered {self.status}."


def queue_events(session: Session) -> int:
    """Give every active webhook deliveries for what stands in the log behind its position. Returns how many."""
    end = session.scalar(select(PublicPosition.last)) or 0
    query = select(Webhook).where(Webhook.state == "active", Webhook.position < end)
    behind = session.scalars(query.order_by(Webhook.position, Webhook.id).with_for_update(skip_locked=True)).all()
    waiting = _pending(session, [each.id for each in behind]) if behind else {}
    rows: list[dict[str, Any]] = []
    for position, together in groupby(behind, key=lambda each: each.position):
        lines = _lines(session, position, end)
        for webhook in together:
            rows += _deliveries(webhook, lines, MOST_PENDING - waiting.get(webhook.id, 0))
    if rows:
        insert_new(session, WebhookDelivery.__table__, rows)  # type: ignore[arg-type]
    return len(rows)


def due_deliveries(session: Session) -> list[tuple[Webhook, WebhookDelivery]]:
    """Of every active webhook that is not held the next few that are due."""
    moment, own = clock.now(), aliased(WebhookDelivery)
    due = select(own.id).where(own.webhook_id == Webhook.id, own.state == "pending", own.next_attempt_at <= moment)
    first = due.order_by(own.next_attempt_at, own.id).limit(LOOKED_AT).correlate(Webhook).scalar_subquery()
    query = select(Webhook, WebhookDelivery).join(WebhookDelivery, WebhookDelivery.id.in_(first))
    open_now = or_(Webhook.held_until.is_(None), Webhook.held_until <= moment)
    query = query.where(Webhook.state == "active", open_now)
    rows = session.execute(query.order_by(WebhookDelivery.next_attempt_at, WebhookDelivery.id)).all()
    return [(row.Webhook, row.WebhookDelivery) for row in rows]


def due_challenges(session: Session) -> Sequence[Webhook]:
    """Who is to be asked now whether they want this."""
    return session.scalars(select(Webhook).where(Webhook.challenge_at <= clock.now()).order_by(Webhook.id)).all()


def note_call(session: Session, delivery_id: UUID, call: Call) -> None:
    """Write down what came of a call, and when the next one is. What was deleted meanwhile is of no interest."""
    webhook_id = select(WebhookDelivery.webhook_id).where(WebhookDelivery.id == delivery_id).scalar_subquery()
    webhook = session.scalars(select(Webhook).where(Webhook.id == webhook_id).with_for_update()).first()
    delivery = session.get(WebhookDelivery, delivery_id, with_for_update=True)
    if webhook is None or delivery is None:
        return
    delivery.called()
    told = {"status": call.status, "error": call.error, "answer": call.answer[:ANSWER_SHOWN]}
    session.add(
        WebhookAttempt(
            delivery_id=delivery_id, number=delivery.attempts, at=call.at, latency_ms=call.latency_ms, **told
        )
    )
    if call.succeeded:
        delivery.end("delivered")
        webhook.succeed()
    elif delivery.state == "pending":
        delivery.try_again(call.wish)
        _note_failure(session, webhook, call)
    session.flush()


def note_challenge(session: Session, webhook_id: UUID, call: Call, url: str) -> None:
    """Write down whether it answered the challenge; of an address that was changed meanwhile it says nothing."""
    webhook = session.get(Webhook, webhook_id, with_for_update=True)
    if webhook is None or webhook.url != url or webhook.state != "unverified":
        return
    if call.succeeded:
        webhook.answered()
        now = clock.now()
        waiting = (WebhookDelivery.webhook_id == webhook_id, WebhookDelivery.state == "pending")
        session.execute(update(WebhookDelivery).where(*waiting).values(next_attempt_at=now, wanted_at=now, tries=0))
    else:
        webhook.not_answered(call.why)
    session.flush()


def empty_ledger(session: Session) -> None:
    """Forget what became of deliveries that ended a month ago."""
    session.execute(delete(WebhookDelivery).where(WebhookDelivery.ended_at < clock.now() - KEPT))


def _note_failure(session: Session, webhook: Webhook, call: Call) -> None:
    webhook.fail(call.why, call.wish)
    if webhook.state != "active":
        return
    because: Literal["gone", "failing"] | None = "failing" if webhook.is_given_up else None
    if call.status == 410:
        because = "gone"
    if because is not None:
        webhook.disable(because)
        say(session, WebhookDisabled(webhook_id=webhook.id, owner_id=webhook.owner_id, because=because))


def _pending(session: Session, webhook_ids: Iterable[UUID]) -> dict[UUID, int]:
    counted = select(WebhookDelivery.webhook_id, func.count().label("n")).where(WebhookDelivery.state == "pending")
    query = counted.where(WebhookDelivery.webhook_id.in_(list(webhook_ids))).group_by(WebhookDelivery.webhook_id)
    return {row.webhook_id: row.n for row in session.execute(query)}


def _lines(session: Session, position: int, end: int) -> Sequence[Any]:
    columns = (PublicEvent.position, PublicEvent.event_id, PublicEvent.routing_key)
    query = select(*columns).where(PublicEvent.position > position, PublicEvent.position <= end)
    return session.execute(query.order_by(PublicEvent.position).limit(STRETCH)).all()


def _deliveries(webhook: Webhook, lines: Sequence[Any], room: int) -> list[dict[str, Any]]:
    """Rows for what this webhook wants of these lines, as far as there is room; its position moves up with them."""
    rows: list[dict[str, Any]] = []
    for line in lines:
        if any(matches(pattern, line.routing_key) for pattern in webhook.event_types):
            if len(rows) >= room:
                break
            rows.append(_row(webhook, line))
        webhook.position = line.position
    return rows


def _row(webhook: Webhook, line: Any) -> dict[str, Any]:
    moment = clock.now()
    known = {"id": new_id(), "webhook_id": webhook.id, "state": "pending", "attempts": 0, "tries": 0}
    moments = dict.fromkeys(("created_at", "wanted_at", "next_attempt_at"), moment)
    return {**known, **moments, "event_id": line.event_id, "position": line.position, "routing_key": line.routing_key}
