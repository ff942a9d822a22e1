"""Forgetting a person: what was published stays, at its address, and is nobody's; in the public log too."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from services.sharing.model import AmqpSubscription, Publication, PublicEvent, Webhook
from services.sharing.use_cases.amqp_subscriptions import remove_subscriptions_of
from services.sharing.use_cases.webhook_deliveries import forget_answers
from shared import clock
from shared.bus.say import say
from shared.events import by_routing_key
from shared.events.sharing import ErasureDone
from shared.privacy.erasing import FORMER, erased_lately, forget_person, replace_person

AUTHORS = frozenset({"author_id", "initiator_id", "person_id"})


def erase_person(session: Session, person_id: UUID) -> None:
    """Forget the person and say that it is done. Doing it again finds nothing, and says so again."""
    forget_person(session, person_id)
    _forget(session, person_id)
    say(session, ErasureDone(person_id=person_id))


def look_again(session: Session) -> None:
    """Forget what a request that was under way wrote in the name of someone erased within the hour."""
    for person_id in erased_lately(session):
        _forget(session, person_id)


def _forget(session: Session, person_id: UUID) -> None:
    credited = update(Publication).where(Publication.author_id == person_id)
    session.execute(credited.values(changed_at=clock.now()))  # so that readers of feeds get it without the name
    replace_person(session, person_id, Publication.author_id, Publication.retracted_by, Publication.held_by)
    session.execute(delete(Webhook).where(Webhook.owner_id == person_id))  # nobody would answer for them any more
    _forget_in_log(session, person_id)
    remove_subscriptions_of(session, person_id)
    session.execute(update(AmqpSubscription).where(AmqpSubscription.owner_id == person_id).values(name="-"))
    replace_person(session, person_id, AmqpSubscription.owner_id)


def _forget_in_log(session: Session, person_id: UUID) -> None:
    """Lines keep their place and their length; only types that can name an author are looked through."""
    naming = [key for key, declared in by_routing_key.items() if AUTHORS & set(declared.cls.__struct_fields__)]
    id_then, id_now = str(person_id).encode(), str(FORMER).encode()
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    place = (func.pg_catalog.position if on_postgresql else func.instr)(PublicEvent.envelope, id_then)
    lines = session.scalars(select(PublicEvent).where(PublicEvent.routing_key.in_(naming), place > 0)).all()
    for line in lines:
        line.envelope = line.envelope.replace(id_then, id_now)
    forget_answers(session, [line.event_id for line in lines])
    session.flush()
