"""Who may do what with a publication, as sentences. Denied unless a sentence says so."""

from __future__ import annotations

from typing import TypeVar

from shared.actor import Actor
from shared.errors import NotFound

Found = TypeVar("Found")


def must_exist(publication: Found | None) -> Found:
    """The publication, or NotFound. Everyone may know of every publication, also of one that was taken back."""
    if publication is None:
        raise NotFound("no-such-publication", "There is no such publication.")
    return publication


def must_be_editor(actor: Actor) -> None:
    actor.must_have("editor")
