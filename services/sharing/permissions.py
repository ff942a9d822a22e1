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


def subscriber(actor: Actor) -> UUID:
    """In whose name subscriptions are made: a machine's own, which its scope let in, or an integrator's."""
    if actor.person_id is None and actor.client_id is not None:
        return UUID(actor.client_id)
    actor.must_have("integrator")
    return actor.person


def must_be_on_broker(address: str) -> None:
    """Raises Conflict where there is no broker to subscribe to, as in the embedded mode."""
    if not address:
        raise Conflict(
            "no-amqp",
            "Here are no AMQP subscriptions: this Proeftuin runs without a broker that others may reach. "
            "Follow the same events at /api/sharing/v1/events, by page or as a stream.",
        )
