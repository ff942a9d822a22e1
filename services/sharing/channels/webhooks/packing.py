"""Making errands: what stands in the database becomes bytes to sign and send, at the last moment before."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.sharing.channels.webhooks.calling import Errand
from services.sharing.channels.webhooks.lanes import Ticket
from services.sharing.channels.webhooks.rendering import body_of, challenge_of
from services.sharing.model import PublicEvent, SigningKeys, Webhook, WebhookSecret
from services.sharing.use_cases.webhook_deliveries import Due, due_challenges, due_deliveries
from shared import clock
from shared.ids import new_id


@dataclass(frozen=True)
class Waiting:
    """What is due now, by ticket."""

    deliveries: dict[Ticket, Due]
    challenges: dict[Ticket, Webhook]

    @property
    def tickets(self) -> list[Ticket]:
        return [*self.deliveries, *self.challenges]


def waiting(session: Session) -> Waiting:
    """What is due now."""
    deliveries = {Ticket(due.id, due.webhook_id, due.failures > 0): due for due in due_deliveries(session)}
    challenges = {Ticket(each.id, each.id, troubled=each.challenges > 0): each for each in due_challenges(session)}
    return Waiting(deliveries, challenges)


def errands_of(
    session: Session, due: Waiting, admitted: Collection[Ticket], *, secret_key: str, origin: str
) -> dict[Ticket, Errand]:
    """An errand for each of these tickets."""
    keys = _keys(session, {each.webhook_id for each in admitted}, secret_key)
    lines = _envelopes(session, (due.deliveries[each].event_id for each in admitted if each in due.deliveries))
    made = {}
    for ticket in admitted:
        own = keys.get(ticket.webhook_id, [])
        if ticket in due.challenges:
            made[ticket] = _challenge(due.challenges[ticket], own)
        else:
            one = due.deliveries[ticket]
            body = body_of(lines[one.event_id], one.position, kind=one.body, origin=origin)
            made[ticket] = Errand(one.url, str(one.event_id), body, own)
    return made


def _challenge(webhook: Webhook, keys: list[SigningKeys]) -> Errand:
    word = secrets.token_urlsafe(24)
    return Errand(webhook.url, str(new_id()), challenge_of(word, clock.now().isoformat()), keys, word)


def _keys(session: Session, webhook_ids: Iterable[UUID], secret_key: str) -> dict[UUID, list[SigningKeys]]:
    """Newest first; what has ended signs no more."""
    still = or_(WebhookSecret.ends_at.is_(None), WebhookSecret.ends_at > clock.now())
    query = select(WebhookSecret).where(WebhookSecret.webhook_id.in_(list(webhook_ids)), still)
    found: dict[UUID, list[SigningKeys]] = {}
    for each in session.scalars(query.order_by(WebhookSecret.created_at.desc(), WebhookSecret.id.desc())):
        found.setdefault(each.webhook_id, []).append(each.open(secret_key))
    return found


def _envelopes(session: Session, event_ids: Iterable[UUID]) -> dict[UUID, bytes]:
    columns = (PublicEvent.event_id, PublicEvent.envelope)
    rows = session.execute(select(*columns).where(PublicEvent.event_id.in_(list(event_ids))))
    return {row.event_id: row.envelope for row in rows}
