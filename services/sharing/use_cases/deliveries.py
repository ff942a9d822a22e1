"""The verbs of the ledger: what is to be brought, what goes out next, and what became of it. Called by channels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session, aliased

from services.sharing.model import ChannelPause, Delivery, Post
from services.sharing.model.delivery import DUE, UNFINISHED, post_id_of
from shared import clock
from shared.bus.say import say
from shared.bus.sql import insert_new
from shared.events.sharing import DeliveryDelivered, DeliveryFailed, DeliveryParked, DeliveryRetracted
from shared.ids import new_id


def want_delivery(
    session: Session, channel: str, *, publication_id: UUID, proeftuin_id: UUID, revision: int, heard: int, **text: Any
) -> None:
    """This revision is to stand on the channel; earlier ones that did not get there yet need not any more."""
    post = _post(session, channel, publication_id, proeftuin_id)
    before = _deliveries(session, post)
    if _add(session, post, before, deed="publish", revision=revision, heard=heard, **text):
        _end_waiting(before, "superseded")
        for each in before:  # what could not be taken back there is to stand there again
            if (each.deed, each.state) == ("retract", "parked"):
                each.end("superseded")


def want_retraction(
    session: Session, channel: str, *, publication_id: UUID, proeftuin_id: UUID, heard: int, url: str
) -> None:
    """It was taken back: what did not get there stays away, what did is to go or to say so."""
    post = _post(session, channel, publication_id, proeftuin_id)
    before = _deliveries(session, post)
    newest = max((each.revision for each in before), default=0)
    if _add(session, post, before, deed="retract", revision=newest, heard=heard, url=url):
        _end_waiting(before, "retracted")


def anything_due(session: Session, channel: str) -> bool:
    """Whether there is something to bring now; only looks, so that who has nothing to do holds up nobody."""
    if session.get(ChannelPause, channel) is not None:
        return False
    return session.scalar(_due(channel).with_only_columns(Delivery.id).limit(1)) is not None


def next_delivery(session: Session, channel: str) -> Delivery | None:
    """The oldest that is due, locked; none where the channel stands still."""
    if session.get(ChannelPause, channel) is not None:
        return None
    return session.scalars(_due(channel).limit(1).with_for_update(skip_locked=True)).first()


def _due(channel: str) -> Select[Delivery]:
    """What is due, oldest first. One publication's deliveries go one after the other."""
    earlier = aliased(Delivery)
    first = ~exists().where(
        earlier.post_id == Delivery.post_id, earlier.state.in_(UNFINISHED), earlier.id < Delivery.id
    )
    due = or_(Delivery.next_attempt_at.is_(None), Delivery.next_attempt_at <= clock.now())
    query = select(Delivery).where(Delivery.channel == channel, Delivery.state.in_(DUE), due, first)
    return query.order_by(Delivery.id)


def doubt_what_was_under_way(session: Session, channel: str) -> None:
    """After a restart: nobody knows whether what was going out arrived."""
    query = select(Delivery).where(Delivery.channel == channel, Delivery.state == "sending").with_for_update()
    for each in session.scalars(query):
        each.wait("unknown", 0, "The process ended while it went out.")


def overtaken_by(session: Session, delivery: Delivery) -> str | None:
    """In which state a text ends unsent where a later text or a retraction waits behind it; else None."""
    later = select(Delivery.deed).where(Delivery.post_id == delivery.post_id, Delivery.id > delivery.id)
    deed = session.scalar(later.order_by(Delivery.id.desc()).limit(1)) if delivery.deed == "publish" else None
    return {"publish": "superseded", "retract": "retracted"}[deed] if deed else None


def note_moot(session: Session, delivery_id: UUID, state: str, *, remote_id: str | None, url: str | None) -> None:
    """It need not be brought any more. What stands there, if anything does, may say either text."""
    delivery, post = _locked(session, delivery_id)
    delivery.end(state)
    if remote_id is not None:
        post.remote_id, post.remote_url, post.body_hash = remote_id, url, None


def note_delivered(session: Session, delivery_id: UUID, *, remote_id: str, url: str | None, body_hash: str) -> None:
    """It stands there; what stood there before is superseded."""
    delivery, post = _locked(session, delivery_id)
    delivery.end("delivered")
    post.remote_id, post.remote_url, post.body_hash = remote_id, url, body_hash
    post.revision, post.removed_there = delivery.revision, False
    for earlier in _deliveries(session, post):
        if earlier.id != delivery.id and earlier.state == "delivered" and earlier.deed == "publish":
            earlier.end("superseded")
    say(session, DeliveryDelivered(**_about(post), revision=delivery.revision, url=url))


def note_taken_back(session: Session, delivery_id: UUID) -> None:
    """It is gone there, or says so, or never came there."""
    delivery, post = _locked(session, delivery_id)
    delivery.end("delivered")
    post.remote_id, post.body_hash = None, None  # what is posted again is looked for, and is not what stands there now
    for earlier in _deliveries(session, post):
        if earlier.deed == "publish" and earlier.state in ("delivered", "removed-there"):
            earlier.end("retracted")
    say(session, DeliveryRetracted(**_about(post)))


def note_trouble(session: Session, delivery_id: UUID, state: str, seconds: float, error: str) -> None:
    """It waits and is tried again; the first time it is told."""
    delivery, post = _locked(session, delivery_id)
    delivery.wait(state, seconds, error)
    if delivery.attempts == 1:
        say(session, DeliveryFailed(**_about(post), revision=delivery.revision))


def note_stuck(session: Session, delivery_id: UUID, state: str, error: str) -> None:
    """A person has to look; but not where a later word waits behind it, which may need the same decision itself."""
    delivery, post = _locked(session, delivery_id)
    post.removed_there = post.removed_there or state == "removed-there"
    if over := overtaken_by(session, delivery):
        delivery.end(over)
        return
    delivery.end(state, error)
    gone = state == "removed-there"
    say(session, DeliveryParked(**_about(post), revision=delivery.revision, removed_there=gone))


def _post(session: Session, channel: str, publication_id: UUID, proeftuin_id: UUID) -> Post:
    """The publication's place on the channel, locked: what is wanted of it goes one by one."""
    post_id = post_id_of(channel, publication_id)
    fresh = {"id": post_id, "channel": channel, "publication_id": publication_id, "proeftuin_id": proeftuin_id}
    insert_new(session, Post.__table__, [{**fresh, "revision": 0, "removed_there": False}])  # type: ignore[arg-type]
    return session.execute(select(Post).where(Post.id == post_id).with_for_update()).scalar_one()


def _add(session: Session, post: Post, before: Sequence[Delivery], **wanted: Any) -> bool:
    """A new delivery; false where it is known already, or where a later word came first."""
    for each in before:
        if each.heard > wanted["heard"] or (each.deed, each.revision) == (wanted["deed"], wanted["revision"]):
            return False
    session.add(Delivery(id=new_id(), post_id=post.id, channel=post.channel, **wanted))
    session.flush()
    return True


def _end_waiting(before: Sequence[Delivery], state: str) -> None:
    """What did not get there yet need not any more; what may have arrived is left to be looked after first."""
    for each in before:
        if each.deed == "publish" and each.state in ("pending", "waiting", "parked", "removed-there"):
            each.end(state)


def _deliveries(session: Session, post: Post) -> list[Delivery]:
    query = select(Delivery).where(Delivery.post_id == post.id).order_by(Delivery.id)
    return list(session.scalars(query.with_for_update()))


def _locked(session: Session, delivery_id: UUID) -> tuple[Delivery, Post]:
    """A delivery with its place, the place first, as everywhere."""
    post_id = select(Delivery.post_id).where(Delivery.id == delivery_id).scalar_subquery()
    post = session.execute(select(Post).where(Post.id == post_id).with_for_update()).scalar_one()
    delivery = session.execute(select(Delivery).where(Delivery.id == delivery_id).with_for_update()).scalar_one()
    return delivery, post


def _about(post: Post) -> dict[str, Any]:
    return {"publication_id": post.publication_id, "proeftuin_id": post.proeftuin_id, "channel": post.channel}
