"""A channel that stands still as a whole."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.sharing.model.declarative import Base
from shared import clock


class ChannelPause(Base):
    """A channel that stands still as a whole, such as after a refused log-in, and why."""

    __tablename__ = "channel_pause"

    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    since: Mapped[datetime] = mapped_column(default=clock.now)
    why: Mapped[str] = mapped_column(Text)
