"""Where proeftuinen want to be on each channel, as experiments told us."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.sharing.model import Delivery, Post, SharingPlan
from shared.bus.sql import upsert


def know_plan(
    session: Session, channel: str, proeftuin_id: UUID, *, wanted: bool, target: str | None, version: int
) -> None:
    """Keep whether and where on this channel a proeftuin wants to be; an older word that comes late changes nothing."""
    first = session.get(SharingPlan, (channel, proeftuin_id)) is None
    row = {"channel": channel, "proeftuin_id": proeftuin_id, "wanted": wanted, "target": target, "heard": version}
    upsert(session, SharingPlan.__table__, row, newer="heard")  # type: ignore[arg-type]
    if first:
        _wake_what_waited_for_the_plan(session, channel, proeftuin_id)


def plan_of(session: Session, channel: str, proeftuin_id: UUID) -> SharingPlan | None:
    """What is known of that."""
    return session.get(SharingPlan, (channel, proeftuin_id))


def _wake_what_waited_for_the_plan(session: Session, channel: str, proeftuin_id: UUID) -> None:
    posts = select(Post.id).where(Post.channel == channel, Post.proeftuin_id == proeftuin_id)
    query = select(Delivery).where(Delivery.post_id.in_(posts), Delivery.state == "waiting", Delivery.attempts == 0)
    for each in session.scalars(query.with_for_update()):
        each.next_attempt_at = None
