"""Where publications went: the newest delivery to each channel, in full for editors, and what stands there for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased

from services.sharing import permissions
from services.sharing.model import ChannelPause, Delivery, Post, Publication, SharingPlan
from services.sharing.model.delivery import OPEN
from shared.actor import Actor
from shared.errors import NotFound
from shared.http import Page, page_of

View = dict[str, Any]
FOR_EDITORS = ("attempts", "next_attempt_at", "last_error", "remote_id", "decided_why")


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


def list_open_deliveries(
    session: Session, actor: Actor, *, channel: str | None, state: str | None, limit: int, cursor: str | None
) -> Page[View]:
    """What is not finished, newest first, with its publication: for editors."""
    permissions.must_be_editor(actor)
    query = select(Delivery, Post, Publication.title, Delivery.id).join(Post, Post.id == Delivery.post_id)
    query = query.outerjoin(Publication, Publication.id == Post.publication_id)
    query = query.where(Delivery.state.in_([state] if state else OPEN))
    if channel:
        query = query.where(Delivery.channel == channel)
    page = page_of(lambda s: session.execute(s).all(), query, Delivery.id, limit=limit, cursor=cursor)
    return Page([_open_view(*row[:3]) for row in page.items], page.cursor)


def list_posts(session: Session, *, proeftuin_id: UUID, limit: int, cursor: str | None) -> Page[View]:
    """Where what a proeftuin shares can be read on the channels, newest publication first: for everyone."""
    columns = (Post.channel, Post.remote_url, Publication.published_at, Publication.title, Post.publication_id, Post.id)
    query = select(*columns).join(Publication, Publication.id == Post.publication_id)
    query = query.where(Publication.proeftuin_id == proeftuin_id, Publication.state == "published")
    query = query.where(Post.remote_id.is_not(None), Post.remote_url.is_not(None), Post.removed_there.is_(False))
    keys = (Publication.published_at, Post.id)
    page = page_of(lambda s: session.execute(s).all(), query, *keys, limit=limit, cursor=cursor)
    return Page([{**row._mapping, "url": row.remote_url} for row in page.items], page.cursor)


def list_channels(session: Session, actor: Actor) -> list[View]:
    """Every channel on which something ever went or stands still: for editors."""
    permissions.must_be_editor(actor)
    oldest = func.min(Delivery.wanted_at)
    query = select(Delivery.channel, Delivery.state, func.count(), oldest).where(Delivery.state.in_(OPEN))
    rows = session.execute(query.group_by(Delivery.channel, Delivery.state)).all()
    paused = {each.channel: each for each in session.scalars(select(ChannelPause))}
    names = {*session.scalars(select(SharingPlan.channel).distinct()), *paused, *(row[0] for row in rows)}
    return [_channel_view(name, [row for row in rows if row[0] == name], paused.get(name)) for name in sorted(names)]


def _channel_view(name: str, rows: Sequence[Any], pause: ChannelPause | None) -> View:
    return {
        "channel": name,
        "open": {row[1]: row[2] for row in rows},
        "oldest_at": min((row[3] for row in rows), default=None),
        "paused_at": pause.since if pause else None,
        "paused_why": pause.why if pause else None,
    }


def _open_view(delivery: Delivery, post: Post, title: str | None) -> View:
    about = {"publication_id": post.publication_id, "proeftuin_id": post.proeftuin_id, "deed": delivery.deed}
    return {**_view(delivery, post), **about, "title": title or delivery.title, "since": delivery.wanted_at}


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
        **{name: getattr(delivery, name) for name in ("attempts", "next_attempt_at", "last_error", "decided_why")},
        "remote_id": post.remote_id,
    }
