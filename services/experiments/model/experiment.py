"""What a proeftuin tries: question, approach, what is measured; revised openly, so every revision is kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.experiments.model.declarative import Base
from shared import clock
from shared.db import Json
from shared.ids import new_id


class Experiment(Base):
    """An experiment as it stands now. `indicators` are `{id, name, unit, every}`; their rows are in `Indicator`.

    Its results are for participants until a holder opens them to everyone.
    """

    __tablename__ = "experiment"
    __table_args__ = (Index("ix_experiment_proeftuin", "proeftuin_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    proeftuin_id: Mapped[UUID] = mapped_column(ForeignKey("proeftuin.id"))
    version: Mapped[int] = mapped_column(default=1)
    question: Mapped[str] = mapped_column(Text)
    approach: Mapped[str] = mapped_column(Text)
    indicators: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    results_opened_at: Mapped[datetime | None]

    @property
    def described(self) -> bool:
        """Whether it has what S1 asks of it."""
        return bool(self.question.strip() and self.approach.strip())

    @property
    def results_open(self) -> bool:
        """Whether everyone may see its results."""
        return self.results_opened_at is not None

    def revise(self, changes: dict[str, Any]) -> bool:
        """Change the text; false where nothing is different."""
        different = {name: value for name, value in changes.items() if getattr(self, name) != value}
        for name, value in different.items():
            setattr(self, name, value)
        self.version += bool(different)
        return bool(different)


class ExperimentRevision(Base):
    """An experiment as it stood from `at` on, and who wrote it. Append-only."""

    __tablename__ = "experiment_revision"

    experiment_id: Mapped[UUID] = mapped_column(ForeignKey("experiment.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(Text)
    approach: Mapped[str] = mapped_column(Text)
    indicators: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    actor_id: Mapped[UUID | None]
    at: Mapped[datetime] = mapped_column(default=clock.now)
