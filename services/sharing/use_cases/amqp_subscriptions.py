"""The verbs of AMQP subscriptions: make one, give it a new password, take it away; and what the provisioner tells.

Here only rows are written, of what is wanted: the broker's administrator login is the provisioner's alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from services.sharing import permissions
from services.sharing.model import AmqpSubscription
from services.sharing.model.amqp_subscription import MOST, types_asked
from services.sharing.use_cases.log_readers import begin_reading
from shared import clock
from shared.actor import Actor
from shared.errors import Conflict
from shared.ids import new_id

READER = "amqp"
SHOWN = timedelta(days=30)
UNUSED = "Nobody read from its queue for thirty days, so the broker took it away."


def make_amqp_subscription(
    session: Session, actor: Actor, *, address: str, name: str, types: Sequence[str]
) -> tuple[AmqpSubscription, str]:
    """A new subscription of the actor's, and its password, which nobody can look up later."""
    owner_id = permissions.must_integrate(actor)
    permissions.must_be_on_broker(address)
    keys = types_asked(types)
    mine = select(func.count()).where(AmqpSubscription.owner_id == owner_id, AmqpSubscription.state != "gone")
    if (session.scalar(mine) or 0) >= MOST:
        raise Conflict("too-many-subscriptions", f"One may have {MOST} subscriptions; take one away first.")
    made = AmqpSubscription(id=new_id(), owner_id=owner_id, name=name, types=keys, state="making", wanted=0)
    made.client_id = UUID(actor.client_id) if actor.client_id else None
    password = made.new_password()
    begin_reading(session, READER)  # so that nothing is missed, whenever its process starts for the first time
    session.add(made)
    session.flush()
    return made, password


def rotate_amqp_password(session: Session, actor: Actor, subscription_id: UUID) -> tuple[AmqpSubscription, str]:
    """A new password; who is connected with the old one is cut off within seconds. What waits in the queue stays."""
    found = load_amqp_subscription(session, actor, subscription_id)
    password = found.new_password()
    session.flush()
    return found, password


def remove_amqp_subscription(session: Session, actor: Actor, subscription_id: UUID) -> None:
    """Take it away: within seconds nobody reads with it any more, and what waited in its queue is gone."""
    load_amqp_subscription(session, actor, subscription_id).remove()
    session.flush()


def load_amqp_subscription(session: Session, actor: Actor, subscription_id: UUID) -> AmqpSubscription:
    """One's own, locked for change; an admin may load any."""
    found = session.get(AmqpSubscription, subscription_id, with_for_update=True)
    return permissions.must_find_subscription(actor, found)


def remove_subscriptions_of(session: Session, owner_id: UUID) -> None:
    """For who may subscribe no longer; what his machines made too."""
    _remove(session, AmqpSubscription.owner_id == owner_id)


def remove_subscriptions_by(session: Session, client_id: UUID) -> None:
    """For a machine that is no more."""
    _remove(session, AmqpSubscription.client_id == client_id)


def _remove(session: Session, which: ColumnElement[bool]) -> None:
    for each in session.scalars(select(AmqpSubscription).where(which).order_by(AmqpSubscription.id).with_for_update()):
        each.remove()
    session.flush()


def next_amqp_subscription(session: Session) -> AmqpSubscription | None:
    """What the provisioner has to make or to remove next, the longest waiting first."""
    due = AmqpSubscription.state.in_(["making", "removing"])
    query = select(AmqpSubscription).where(due, AmqpSubscription.not_before <= clock.now())
    return session.scalars(query.order_by(AmqpSubscription.not_before, AmqpSubscription.id).limit(1)).first()


def note_provisioned(session: Session, subscription_id: UUID, wanted: int) -> None:
    """The broker is as it was wanted: made, or removed. Nothing where something else is wanted by now."""
    found = session.get_one(AmqpSubscription, subscription_id, with_for_update=True)
    if found.wanted == wanted:
        found.provisioned()


def note_refused(session: Session, subscription_id: UUID, why: str) -> None:
    """The broker would not; in a minute it is tried again, and nobody else waits for it."""
    session.get_one(AmqpSubscription, subscription_id, with_for_update=True).refused(why)


def note_what_stands(session: Session, users: set[str], queues: set[str]) -> tuple[set[str], set[str]]:
    """Compare with what the broker has: returns the users and the queues that no subscription is about any more.

    Without its user, the broker lost it, and it is made again. With its user and without its queue, nobody read from
    it for so long that the broker took it away: then it ends.
    """
    query = select(AmqpSubscription).where(AmqpSubscription.state != "gone").order_by(AmqpSubscription.id)
    lasting = session.scalars(query.with_for_update()).all()
    for each in lasting:
        if each.state == "active" and each.user not in users:
            each.make_again()
        elif each.state == "active" and each.queue not in queues:
            each.remove(UNUSED)
    ours = {each for each in users if each.startswith("int-")}, {each for each in queues if each.startswith("int.")}
    return ours[0] - {each.user for each in lasting}, ours[1] - {each.queue for each in lasting}


def forget_ended_subscriptions(session: Session) -> None:
    """What is gone can be looked up for a while, and then is forgotten."""
    over = (AmqpSubscription.state == "gone", AmqpSubscription.changed_at < clock.now() - SHOWN)
    session.execute(delete(AmqpSubscription).where(*over))
