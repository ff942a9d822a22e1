"""Where publications went: the newest delivery to each channel, in full for editors, and what stands there for all."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from services.sharing import permissions
from services.sharing.model import Delivery, Post, Publication
from shared.actor import Actor
from shared.errors import NotFound

View = dict[str, Any]
FOR_EDITORS = ("attempts", "next_attempt_at", "last_error", "remote_id")


def list_deliveries(session: Session, actor: Actor, publication_id: UUID) -> list[View]:
    """How this publication stands on each channel. Who is no editor sees only where it can be read."""
    permissions.must_exist(session.get(Publication, publication_id))
    later = aliased(Delivery)
    newest = ~exists().where(later.post_id == Delivery.post_id, later.id > Delivery.id)
    query = select(Delivery, Post).join(Post, Post.id == Delivery.post_id).where(newest)
    rows = session.execute(query.where(Post.publication_id == publication_id).order_by(Post.channel)).all()
    views = [_view(delivery, post) for delivery, post in rows]
    if actor.has("editor"):
        return views
    return [{**view, **dict.fromkeys(FOR_EDITORS)} for view in views if view["url"] and view["state"] == "delivered"]


def get_delivery(session: Session, actor: Actor, publication_id: UUID, channel: str) -> View:
    """The same for one channel."""
    for view in list_deliveries(session, actor, publication_id):
        if view["channel"] == channel:
            return view
    raise NotFound("no-such-delivery", "Nothing of this publication went to this channel.")


def list_stuck(session: Session) -> list[View]:
    """What waits for a person, oldest first: for an operator's or editor's list."""
    query = select(Delivery, Post).join(Post, Post.id == Delivery.post_id)
    stuck = query.where(Delivery.state.in_(("parked", "removed-there", "waiting", "unknown"))).order_by(Delivery.id)
    found = session.execute(stuck.limit(200)).all()
    return [{**_view(delivery, post), "publication_id": post.publication_id} for delivery, post in found]


def _view(delivery: Delivery, post: Post) -> View:
    return {
        "channel": post.channel,
        "state": "retracted" if (delivery.deed, delivery.state) == ("retract", "delivered") else delivery.state,
        "revision": delivery.revision,
        "url": post.remote_url,
        "delivered_at": delivery.ended_at if delivery.state == "delivered" else None,
        **{name: getattr(delivery, name) for name in ("attempts", "next_attempt_at", "last_error")},
        "remote_id": post.remote_id,
    }
