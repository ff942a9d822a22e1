"""What a person decides of a delivery that is stuck: send it again, or let it be."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.sharing import permissions
from services.sharing.model import Delivery, Post
from services.sharing.model.delivery import post_id_of
from shared.actor import Actor
from shared.errors import NotFound


def resend_delivery(
    session: Session, actor: Actor, publication_id: UUID, channel: str, *, reason: str | None = None
) -> None:
    """An editor has what is stuck on this channel tried again."""
    permissions.must_be_editor(actor)
    send_again(session, publication_id, channel, reason)


def discard_delivery(
    session: Session, actor: Actor, publication_id: UUID, channel: str, *, reason: str | None = None
) -> None:
    """An editor lets what is stuck on this channel be."""
    permissions.must_be_editor(actor)
    let_be(session, publication_id, channel, reason)


def send_again(session: Session, publication_id: UUID, channel: str, reason: str | None) -> None:
    """Have it tried again, with all its patience before it; what was removed there is brought anew."""
    stuck = _stuck(session, publication_id, channel)
    stuck.resend(reason)
    post = session.get_one(Post, stuck.post_id)
    if post.removed_there:  # somebody took it away there, and somebody wants it back
        post.removed_there, post.remote_id, post.remote_url, post.body_hash = False, None, None, None


def let_be(session: Session, publication_id: UUID, channel: str, reason: str | None) -> None:
    """Let it be: nothing more happens to it."""
    _stuck(session, publication_id, channel).discard(reason)


def _stuck(session: Session, publication_id: UUID, channel: str) -> Delivery:
    """The newest delivery of this publication to this channel."""
    post_id = post_id_of(channel, publication_id)
    query = select(Delivery).where(Delivery.post_id == post_id).order_by(Delivery.id.desc()).limit(1)
    found = session.scalars(query.with_for_update()).first()
    if found is None:
        raise NotFound("no-such-delivery", "Nothing of this publication was to go to this channel.")
    return found
