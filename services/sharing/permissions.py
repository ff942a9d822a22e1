"""Who may do what with a publication, as sentences. Denied unless a sentence says so."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from shared.actor import Actor
from shared.errors import Forbidden, Gone, NotFound, Reason

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
