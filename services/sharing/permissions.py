"""Who may do what in sharing, as sentences. Denied unless a sentence says so."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from shared.actor import Actor
from shared.errors import Conflict, Forbidden, Gone, NotFound, Reason

Found = TypeVar("Found")


def must_exist(publication: Found | None) -> Found:
    """The publication, or NotFound. Everyone may know of every publication, also of one that was taken back."""
    if publication is None:
        raise NotFound("no-such-publication", "There is no such publication.")
    return publication


def must_read(actor: Actor, publication: Any) -> Any:
    """The publication, with its text, for who may read that: nobody where it was taken back, editors what is held."""
    if publication.state == "retracted":
        why = f" {publication.retracted_why}" if publication.retracted_why else ""
        told = f"This was taken back on {publication.retracted_at:%Y-%m-%d}.{why}"
        raise Gone("retracted", told, _since(publication.retracted_at, publication.retracted_why))
    if publication.state == "held" and not actor.has("editor"):
        told = f"An editor looks at this first, since {publication.held_at:%Y-%m-%d}."
        raise Forbidden("held", told, _since(publication.held_at, None))
    return publication


def _since(at: datetime, why: str | None) -> tuple[Reason, ...]:
    """For pages, which say it in the reader's own language: since when, and why where readers may know."""
    since = Reason("since", at.isoformat())
    return (since, Reason("why", why)) if why else (since,)


def must_be_editor(actor: Actor) -> None:
    actor.must_have("editor")


def must_integrate(actor: Actor) -> UUID:
    """Whose webhooks and subscriptions these are: an integrator has his own; a machine, by its scope, its owner's.

    No client makes any for whom it acts: that he allows it does not make him an integrator.
    """
    if actor.client_id is None:
        actor.must_have("integrator")
        return actor.person
    if actor.person_id is not None:
        raise Forbidden("machines-only", "An integrator does this, or a machine of his in its own name.")
    if actor.owner_id is None:
        raise Forbidden("nobody-answers", "Get a new token: this one does not say who answers for you.")
    return actor.owner_id


def may_manage_webhook(actor: Actor, webhook: Any) -> bool:
    """Its owner; a machine only what it registered itself. What is another's does not exist."""
    own = webhook.owner_id == must_integrate(actor)
    return own and (actor.client_id is None or str(webhook.client_id) == actor.client_id)


def must_find_webhook(actor: Actor, webhook: Found | None) -> Found:
    """The webhook, if it is the actor's; else NotFound, as for one that never was."""
    must_integrate(actor)
    if webhook is None or not may_manage_webhook(actor, webhook):
        raise NotFound("no-such-webhook", "There is no such webhook of yours.")
    return webhook


def must_find_subscription(actor: Actor, found: Found | None) -> Found:
    """The subscription, if it is the actor's, or he is an admin, who may end any; else NotFound."""
    must_integrate(actor)
    if found is None or not (actor.has("admin") or may_manage_webhook(actor, found)):
        raise NotFound("no-such-subscription", "There is no such subscription of yours.")
    return found


def must_be_on_broker(address: str) -> None:
    """Raises Conflict where there is no broker to subscribe to, as in the embedded mode."""
    if not address:
        raise Conflict(
            "no-amqp",
            "Here are no AMQP subscriptions: this Proeftuin runs without a broker that others may reach. "
            "Follow the same events at /api/sharing/v1/events, by page or as a stream.",
        )
