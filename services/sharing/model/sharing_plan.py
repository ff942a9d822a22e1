"""Where a proeftuin wants its updates shared."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from services.sharing.model.declarative import Base


class SharingPlan(Base):
    """Where a proeftuin wants its updates shared, as experiments told us."""

    __tablename__ = "sharing_plan"

    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    proeftuin_id: Mapped[UUID] = mapped_column(primary_key=True)
    wanted: Mapped[bool]
    target: Mapped[str | None] = mapped_column(String(120))
    """Where on the channel, such as the id of a part-up."""
    heard: Mapped[int] = mapped_column(default=0)
