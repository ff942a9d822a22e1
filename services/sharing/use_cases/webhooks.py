"""The verbs of webhooks: register one, change it, have it asked again, rotate what it is signed with, take it away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from services.sharing import permissions
from services.sharing.model import PublicPosition, Webhook, WebhookSecret, unsaid
from services.sharing.model.webhook import MOST_WEBHOOKS
from services.sharing.model.webhook_address import wrong_with_address
from services.sharing.model.webhook_secret import MOST_OLD, OVERLAP, new_secret
from shared import clock
from shared.actor import Actor
from shared.errors import Conflict, Invalid, Reason
from shared.events.envelope import PREFIX
from shared.ids import new_id
from shared.settings import Settings


def register_webhook(
    session: Session, actor: Actor, settings: Settings, *, after: int | None = None, **facts: Any
) -> tuple[Webhook, str]:
    """A new webhook, which is asked first whether it wants this; and its secret, which nobody can look up later.

    It gets what happens from now on, or everything that stands in the log after position `after`.
    """
    owner_id = permissions.must_integrate(actor)
    _must_be_right(session, settings, facts, after)
    facts = {"event_types": ["#"], **_as_kept(facts)}
    _must_have_room(session, owner_id)
    position = _end_of_log(session) if after is None else after
    webhook = Webhook(id=new_id(), owner_id=owner_id, position=position, **facts)
    webhook.client_id = UUID(actor.client_id) if actor.client_id else None
    webhook.ask()
    session.add(webhook)
    session.flush()
    return webhook, _give_secret(session, webhook, settings)


def revise_webhook(session: Session, webhook: Webhook, settings: Settings, **changes: Any) -> Webhook:
    """Change a webhook that is the actor's own. Another address is asked anew before it gets anything."""
    _must_be_right(session, settings, changes)
    changes = _as_kept(changes)
    moved = changes.get("url", webhook.url) != webhook.url
    for name, value in changes.items():
        setattr(webhook, name, value)
    if moved and webhook.state != "disabled":
        webhook.ask()
    webhook.revise()
    session.flush()
    return webhook


def delete_webhook(session: Session, actor: Actor, webhook_id: UUID) -> None:
    """Take it away, with its secrets and its ledger."""
    session.delete(load_webhook(session, actor, webhook_id))
    session.flush()


def verify_webhook(session: Session, actor: Actor, webhook_id: UUID) -> Webhook:
    """Have the challenge sent again, now."""
    webhook = load_webhook(session, actor, webhook_id)
    if webhook.state != "unverified":
        raise Conflict("wrong-state", f"A webhook that is {webhook.state} is not asked; enable a disabled one.")
    webhook.ask()
    session.flush()
    return webhook


def enable_webhook(
    session: Session, actor: Actor, settings: Settings, webhook_id: UUID, *, after: int | None = None
) -> Webhook:
    """Let a disabled webhook go on once it answers the challenge: where it stopped, or after position `after`."""
    webhook = load_webhook(session, actor, webhook_id)
    if webhook.state != "disabled":
        raise Conflict("wrong-state", f"A webhook that is {webhook.state} is not disabled.")
    _must_be_right(session, settings, {}, after)
    webhook.position = webhook.position if after is None else after
    webhook.ask()
    webhook.revise()
    session.flush()
    return webhook


def disable_webhook(session: Session, actor: Actor, webhook_id: UUID) -> Webhook:
    """Send nothing to it until its owner enables it again."""
    webhook = load_webhook(session, actor, webhook_id)
    webhook.disable("asked")
    webhook.revise()
    session.flush()
    return webhook


def forbid_webhooks(session: Session, *, owner_id: UUID | None = None, client_id: UUID | None = None) -> None:
    """Send nothing any more to what an integrator registered who is none now, or a machine that was taken away."""
    whose = Webhook.owner_id == owner_id if owner_id else Webhook.client_id == client_id
    for each in session.scalars(select(Webhook).where(whose, Webhook.state != "disabled").with_for_update()):
        each.disable("not-allowed")
        each.revise()
    session.flush()


def rotate_webhook_secret(session: Session, actor: Actor, settings: Settings, webhook_id: UUID) -> tuple[Webhook, str]:
    """A new secret; for a day the one before signs too, and of older ones at most one more."""
    webhook = load_webhook(session, actor, webhook_id)
    ends_at = clock.now() + OVERLAP
    for each in _secrets(session, webhook):
        each.ends_at = each.ends_at or ends_at
    old = [each for each in _secrets(session, webhook) if each.ends_at is not None]
    for each in old[MOST_OLD:]:
        session.delete(each)
    webhook.revise()
    return webhook, _give_secret(session, webhook, settings)


def load_webhook(session: Session, actor: Actor, webhook_id: UUID) -> Webhook:
    """One of the actor's own webhooks, locked for change."""
    return permissions.must_find_webhook(actor, session.get(Webhook, webhook_id, with_for_update=True))


def forget_ended_secrets(session: Session) -> None:
    """What signs no more is kept no longer."""
    session.execute(delete(WebhookSecret).where(WebhookSecret.ends_at <= clock.now()))


def _give_secret(session: Session, webhook: Webhook, settings: Settings) -> str:
    secret, keys = new_secret(webhook.id, settings.secret_key)
    session.add(secret)
    session.flush()
    return keys.text


def _secrets(session: Session, webhook: Webhook) -> Sequence[WebhookSecret]:
    """Newest first."""
    query = select(WebhookSecret).where(WebhookSecret.webhook_id == webhook.id)
    return session.scalars(query.order_by(WebhookSecret.created_at.desc(), WebhookSecret.id.desc())).all()


def _must_have_room(session: Session, owner_id: UUID) -> None:
    count = session.scalar(select(func.count()).where(Webhook.owner_id == owner_id)) or 0
    if count >= MOST_WEBHOOKS:
        raise Conflict("too-many", f"You have {count} webhooks; {MOST_WEBHOOKS} is the most.")


def _end_of_log(session: Session) -> int:
    return session.scalar(select(PublicPosition.last)) or 0


def _unknown(patterns: Sequence[str], pointer: str) -> list[Reason]:
    """Which of these no public event is called by."""
    told = "No public event is called {}; * stands for one word, # for any number of them."
    return [
        Reason("unknown-type", told.format(pattern), f"{pointer}/{index}")
        for index, pattern in enumerate(patterns)
        if unsaid([pattern.removeprefix(PREFIX)])
    ]


def _as_kept(facts: dict[str, Any]) -> dict[str, Any]:
    """What was given, under the names that a webhook has."""
    patterns = facts.get("types", facts.get("event_types"))
    named = {} if patterns is None else {"event_types": [each.removeprefix(PREFIX) for each in patterns]}
    return {**{name: value for name, value in facts.items() if name != "types"}, **named}


def _must_be_right(session: Session, settings: Settings, facts: dict[str, Any], after: int | None = None) -> None:
    """Raises Invalid with everything that is wrong with what was given."""
    reasons = []
    here, url = settings.webhooks_on_this_machine, facts.get("url")
    if url is not None and (wrong := wrong_with_address(url, on_this_machine=here)):
        reasons.append(Reason("bad-address", wrong, "/url"))
    reasons += _unknown(facts.get("types", ()), "/types") + _unknown(facts.get("event_types", ()), "/eventTypes")
    if after is not None and after > (end := _end_of_log(session)):
        reasons.append(Reason("invalid", f"The log ends at {end}.", "/after"))
    if reasons:
        raise Invalid("invalid", "Some of this cannot be right.", tuple(reasons))
