"""How far each process that follows the public event log by itself has come."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from services.sharing.model.declarative import Base, Count


class LogReader(Base):
    """One reader. Everything up to `position` is done; what stands behind it is still to be read."""

    __tablename__ = "log_reader"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int] = mapped_column(Count)
