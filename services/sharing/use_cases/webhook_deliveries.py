"""The ledger of webhooks: what is to be sent where, what is sent next, and what became of each call.

Called by the webhooks channel; owners say what is sent once more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import delete, func, select, true, update
from sqlalchemy.orm import Session, aliased

from services.sharing.model import PublicEvent, PublicPosition, Webhook, WebhookAttempt, WebhookDelivery
from services.sharing.model.webhook import is_open
from services.sharing.model.webhook_delivery import ANSWER_SHOWN, KEPT
from shared import clock
from shared.bus.say import say
from shared.bus.sql import insert_new, on_postgresql
from shared.events.sharing import WebhookDisabled
from shared.ids import new_id

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


@dataclass(frozen=True)
class Due:
    """One delivery that is due, and of its webhook what is needed to send it."""

    id: UUID
    event_id: UUID
    position: int
    webhook_id: UUID
    url: str
    body: str
    failures: int


def queue_events(session: Session) -> int:
    """Give every active webhook deliveries for what stands in the log behind its position. Returns how many.

    One that is held gets none now: what it has waits already, and the rest waits in the log.
    """
    end = session.scalar(select(PublicPosition.last)) or 0
    query = select(Webhook).where(is_open(), Webhook.position < end)
    behind = session.scalars(query.order_by(Webhook.position, Webhook.id).with_for_update(skip_locked=True)).all()
    waiting = _pending(session, [each.id for each in behind]) if behind else {}
    rows: list[dict[str, Any]] = []
    for position, together in groupby(behind, key=lambda each: each.position):
        lines = _lines(session, position, end)
        for webhook in together:
            if not lines:
                webhook.position = end  # nothing stands between
            rows += _deliveries(webhook, lines, MOST_PENDING - waiting.get(webhook.id, 0))
    if rows:
        insert_new(session, WebhookDelivery.__table__, rows)  # type: ignore[arg-type]
    return len(rows)


def queue_lines(session: Session, webhook: Webhook, lines: Sequence[Any]) -> None:
    """Give one webhook deliveries for these lines of the log."""
    if lines:
        insert_new(session, WebhookDelivery.__table__, [_row(webhook, line) for line in lines])  # type: ignore[arg-type]


def forget_answers(session: Session, event_ids: Collection[UUID]) -> None:
    """What was answered to these may repeat what was sent; so it goes where that was taken back."""
    if event_ids:
        told = select(WebhookDelivery.id).where(WebhookDelivery.event_id.in_(event_ids))
        session.execute(update(WebhookAttempt).where(WebhookAttempt.delivery_id.in_(told)).values(answer=""))


def due_deliveries(session: Session) -> list[Due]:
    """Of every active webhook that is not held the next few that are due."""
    moment, own = clock.now(), aliased(WebhookDelivery)
    few = select(own.id, own.event_id, own.position, own.next_attempt_at).where(own.webhook_id == Webhook.id)
    few = few.where(own.state == "pending", own.next_attempt_at <= moment)
    few = few.order_by(own.next_attempt_at, own.id).limit(LOOKED_AT).correlate(Webhook)
    of_webhook = (Webhook.id.label("webhook_id"), Webhook.url, Webhook.body, Webhook.failures)
    query = select(*of_webhook).where(is_open())
    if on_postgresql(session):
        each: Any = few.lateral("few").c
        query = query.join(each.id.table, true())
    else:  # it has no LATERAL; and only PostgreSQL would try this for every pair of rows
        each = WebhookDelivery
        query = query.join(each, each.id.in_(few.with_only_columns(own.id).scalar_subquery()))
    query = query.add_columns(each.id, each.event_id, each.position).order_by(each.next_attempt_at, each.id)
    return [Due(**row._mapping) for row in session.execute(query)]


def due_challenges(session: Session) -> Sequence[Webhook]:
    """Who is to be asked now whether they want this."""
    return session.scalars(select(Webhook).where(Webhook.challenge_at <= clock.now()).order_by(Webhook.id)).all()


def note_calls(session: Session, calls: Mapping[UUID, Call]) -> None:
    """Write down what came of calls, by delivery, and when the next ones are. What was deleted is no matter."""
    found = session.scalars(select(WebhookDelivery).where(WebhookDelivery.id.in_(calls))).all()
    mine = Webhook.id.in_({each.webhook_id for each in found})
    webhooks = {
        one.id: one for one in session.scalars(select(Webhook).where(mine).order_by(Webhook.id).with_for_update())
    }
    still = select(WebhookDelivery).where(WebhookDelivery.id.in_(calls)).order_by(WebhookDelivery.id)
    still = still.with_for_update().execution_options(populate_existing=True)
    for delivery in session.scalars(still).all():
        if delivery.webhook_id in webhooks:
            _note_call(session, webhooks[delivery.webhook_id], delivery, calls[delivery.id])
    session.flush()


def _note_call(session: Session, webhook: Webhook, delivery: WebhookDelivery, call: Call) -> None:
    delivery.called()
    told = {"status": call.status, "error": call.error, "answer": call.answer[:ANSWER_SHOWN]}
    more = {"number": delivery.attempts, "at": call.at, "latency_ms": call.latency_ms}
    session.add(WebhookAttempt(delivery_id=delivery.id, **more, **told))
    if call.succeeded:
        delivery.end("delivered")
        webhook.succeed()
    elif delivery.state == "pending":
        delivery.try_again(call.wish)
        _note_failure(session, webhook, call)


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
        if webhook.hears(line.routing_key):
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
