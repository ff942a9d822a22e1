"""Operators' commands: what is stuck on the channels, and letting a paused one go on."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from services.sharing.model import ChannelPause
from services.sharing.queries.deliveries import list_stuck
from services.sharing.use_cases.deliveries import resume_channel
from shared.service import Service


def deliveries(service: Service, arguments: Sequence[str]) -> None:
    """List the deliveries that wait or are stuck, and the channels that stand still."""
    with service.database.reading() as session:
        for pause in session.scalars(select(ChannelPause)):
            print(f"{pause.channel} stands still since {pause.since:%Y-%m-%d %H:%M}: {pause.why}")
        for each in list_stuck(session):
            print(
                each["channel"], each["publication_id"], each["state"], f"tries={each['attempts']}", each["last_error"]
            )


def resume_channels(service: Service, arguments: Sequence[str]) -> None:
    """Let every channel that stands still go on, once the cause is mended."""
    with service.database.transaction() as session:
        for pause in session.scalars(select(ChannelPause)).all():
            resume_channel(session, pause.channel)
            print(f"{pause.channel} goes on")
