"""Reading webhooks: one's own, their deliveries with every call, and how far sending is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from services.sharing import permissions
from services.sharing.model import PublicEvent, PublicPosition, Webhook, WebhookAttempt, WebhookDelivery, WebhookSecret
from services.sharing.model.webhook import is_open
from shared import clock
from shared.actor import Actor
from shared.errors import NotFound
from shared.events.envelope import decode
from shared.http import Page, page_of

View = dict[str, Any]
SHOWN = (
    *("id", "client_id", "url", "description", "event_types", "body", "state", "disabled_because", "disabled_at"),
    *("created_at", "version", "position", "challenge_at", "failing_since", "held_until", "succeeded_at", "last_error"),
)


def list_webhooks(session: Session, actor: Actor, *, limit: int, cursor: str | None) -> Page[View]:
    """One's own webhooks, newest first."""
    query = select(Webhook).where(Webhook.owner_id == permissions.must_integrate(actor))
    if actor.client_id is not None:
        query = query.where(Webhook.client_id == UUID(actor.client_id))
    page = page_of(lambda q: session.scalars(q).all(), query, Webhook.id, limit=limit, cursor=cursor)
    return Page(_views(session, page.items), page.cursor)


def get_webhook(session: Session, actor: Actor, webhook_id: UUID) -> View:
    """One of one's own."""
    webhook = permissions.must_find_webhook(actor, session.get(Webhook, webhook_id))
    return _views(session, [webhook])[0]


def list_webhook_deliveries(
    session: Session,
    actor: Actor,
    webhook_id: UUID,
    *,
    state: str | None,
    type: str | None,
    event_id: UUID | None,
    since: datetime | None,
    limit: int,
    cursor: str | None,
) -> Page[View]:
    """What was and is to be sent there, newest first, with every call."""
    permissions.must_find_webhook(actor, session.get(Webhook, webhook_id))
    query = select(WebhookDelivery).where(WebhookDelivery.webhook_id == webhook_id)
    wanted = {
        WebhookDelivery.state: state,
        WebhookDelivery.routing_key: type,
        WebhookDelivery.event_id: event_id,
    }
    for column, value in wanted.items():
        query = query.where(column == value) if value is not None else query
    query = query.where(WebhookDelivery.created_at >= since) if since else query
    page = page_of(lambda q: session.scalars(q).all(), query, WebhookDelivery.id, limit=limit, cursor=cursor)
    return Page(_delivery_views(session, page.items), page.cursor)


def get_webhook_delivery(session: Session, actor: Actor, webhook_id: UUID, delivery_id: UUID) -> View:
    """One delivery with every call."""
    permissions.must_find_webhook(actor, session.get(Webhook, webhook_id))
    found = session.get(WebhookDelivery, delivery_id)
    if found is None or found.webhook_id != webhook_id:
        raise NotFound("no-such-delivery", "There is no such delivery, or it ended more than a month ago.")
    return _delivery_views(session, [found])[0]


def is_behind(session: Session) -> bool:
    """Whether something stands in the log that an active webhook has not got its delivery of."""
    end = select(PublicPosition.last).scalar_subquery()
    query = select(Webhook.id).where(is_open(), Webhook.position < end).limit(1)
    return session.scalar(query) is not None


def counts(session: Session) -> tuple[int, datetime | None, int]:
    """How many deliveries wait for active webhooks, since when the oldest does, and how many webhooks fail now.

    What nobody has made deliveries of waits too: else nothing would tell that the sending process is gone.
    """
    of_active = WebhookDelivery.webhook_id.in_(select(Webhook.id).where(Webhook.state == "active"))
    query = select(func.count(), func.min(WebhookDelivery.wanted_at)).where(WebhookDelivery.state == "pending")
    pending, oldest = session.execute(query.where(of_active)).one()
    failing = select(func.count()).select_from(Webhook).where(Webhook.state == "active", Webhook.failures > 0)
    ages = [moment for moment in (oldest, _oldest_not_taken_in(session)) if moment]
    return pending, min(ages, default=None), session.scalar(failing) or 0


def _oldest_not_taken_in(session: Session) -> datetime | None:
    """When the first event happened that stands in the log and that an open webhook has not come to."""
    if not is_behind(session):
        return None
    first = select(func.min(Webhook.position)).where(is_open()).scalar_subquery()
    query = select(PublicEvent.envelope).where(PublicEvent.position > first).order_by(PublicEvent.position).limit(1)
    envelope = session.scalar(query)
    return decode(envelope).time if envelope else None


def _views(session: Session, webhooks: Sequence[Webhook]) -> list[View]:
    still = or_(WebhookSecret.ends_at.is_(None), WebhookSecret.ends_at > clock.now())
    query = select(WebhookSecret).where(WebhookSecret.webhook_id.in_([each.id for each in webhooks]), still)
    keys: dict[UUID, list[View]] = {}
    for each in session.scalars(query.order_by(WebhookSecret.created_at.desc(), WebhookSecret.id.desc())):
        keys.setdefault(each.webhook_id, []).append({"public_key": each.public_key, "ends_at": each.ends_at})
    return [{**{name: getattr(one, name) for name in SHOWN}, "keys": keys.get(one.id, [])} for one in webhooks]


def _delivery_views(session: Session, found: Sequence[WebhookDelivery]) -> list[View]:
    query = select(WebhookAttempt).where(WebhookAttempt.delivery_id.in_([each.id for each in found]))
    calls: dict[UUID, list[WebhookAttempt]] = {}
    for each in session.scalars(query.order_by(WebhookAttempt.delivery_id, WebhookAttempt.number)):
        calls.setdefault(each.delivery_id, []).append(each)
    names = ("id", "event_id", "position", "state", "created_at", "next_attempt_at", "ended_at")
    return [
        {**{name: getattr(one, name) for name in names}, "type": one.routing_key, "attempts": calls.get(one.id, [])}
        for one in found
    ]
