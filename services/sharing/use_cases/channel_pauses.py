"""Letting a channel stand still as a whole, as after a refused log-in, and letting it go on."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.sharing import permissions
from services.sharing.model import ChannelPause
from shared import clock
from shared.actor import Actor
from shared.bus.sql import insert_new
from shared.errors import Conflict


def pause_channel(session: Session, channel: str, why: str) -> None:
    """Nothing goes out on it until somebody has looked."""
    insert_new(session, ChannelPause.__table__, [{"channel": channel, "since": clock.now(), "why": why}])  # type: ignore[arg-type]


def end_pause(session: Session, channel: str) -> None:
    """It goes on."""
    paused = session.get(ChannelPause, channel)
    if paused is not None:
        session.delete(paused)


def resume_channel(session: Session, actor: Actor, channel: str) -> None:
    """An editor has mended what made it stand still."""
    permissions.must_be_editor(actor)
    if session.get(ChannelPause, channel) is None:
        raise Conflict("wrong-state", "This channel does not stand still.")
    end_pause(session, channel)
