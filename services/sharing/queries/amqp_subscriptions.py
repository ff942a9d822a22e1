"""Reads of AMQP subscriptions: one's own, and for operators what the broker would not make."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.sharing import permissions
from services.sharing.model import AmqpSubscription
from services.sharing.model.amqp_subscription import EXCHANGE, VHOST, queue_of, user_of
from shared.actor import Actor
from shared.http import Page, page_of

NAMES = ("id", "name", "client_id", "state", "ended_why", "types", "created_at", "changed_at")


def list_amqp_subscriptions(
    session: Session, actor: Actor, *, address: str, limit: int, cursor: str | None
) -> Page[Any]:
    """The actor's own that are not gone, newest first; of a machine those that it made."""
    query = _columns().where(AmqpSubscription.owner_id == permissions.must_integrate(actor))
    if actor.client_id is not None:
        query = query.where(AmqpSubscription.client_id == UUID(actor.client_id))
    query = query.where(AmqpSubscription.state != "gone")
    page = page_of(lambda q: session.execute(q).all(), query, AmqpSubscription.id, limit=limit, cursor=cursor)
    return Page([shown(row, address) for row in page.items], page.cursor)


def get_amqp_subscription(session: Session, actor: Actor, subscription_id: UUID, *, address: str) -> dict[str, Any]:
    """One's own, also once it is gone; an admin sees any."""
    row = session.execute(_columns().where(AmqpSubscription.id == subscription_id)).first()
    permissions.must_find_subscription(actor, row)
    return shown(row, address)


def shown(found: Any, address: str) -> dict[str, Any]:
    """A subscription as its owner sees it: with everything needed to connect but the password."""
    facts = {name: getattr(found, name) for name in NAMES}
    own = {"user": user_of(found.id), "queue": queue_of(found.id)}
    return {**facts, **own, "address": f"{address}/{VHOST}", "exchange": EXCHANGE}


def list_unfinished(session: Session) -> list[Any]:
    """What is not as it is wanted, the longest waiting first."""
    query = select(AmqpSubscription).where(AmqpSubscription.state.in_(["making", "removing"]))
    return list(session.scalars(query.order_by(AmqpSubscription.changed_at)))


def _columns() -> Any:
    return select(AmqpSubscription.owner_id, *(getattr(AmqpSubscription, name) for name in NAMES))
