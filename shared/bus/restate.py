"""Restating: the owner says a row's present facts again, to one listener, beyond what replay still has."""

from __future__ import annotations

from sqlalchemy.orm import Session

from shared.bus.say import say
from shared.events import Event


def say_restated(session: Session, said: Event) -> None:
    """Say a `restated` event; the command `restate --to X` hands what is said this way to that consumer only."""
    session.info.setdefault("restated", []).append(say(session, said))
