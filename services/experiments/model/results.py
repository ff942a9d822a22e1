"""Results: what is released of a period, once, and which cohorts stand in it. Only aggregates, of five or more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.experiments.model.declarative import Base
from services.experiments.model.measuring import Exact
from shared import clock
from shared.db import Json
from shared.ids import new_id

DIGITS = Decimal("0.000001")


class ResultPart(Base):
    """What one cohort counts for in one release: how many people, and the sum of their values."""

    __tablename__ = "result_part"
    __table_args__ = (Index("ix_result_part_cohort", "cohort_id"),)

    release_id: Mapped[UUID] = mapped_column(ForeignKey("result_release.id"), primary_key=True)
    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id"), primary_key=True)
    group_ids: Mapped[list[str]] = mapped_column(Json)
    people: Mapped[int]
    total: Mapped[Decimal] = mapped_column(Exact)


class ResultRelease(Base):
    """The result of one indicator in one period, as it was released. Never reckoned anew: parts may only be taken out.

    `edition` grows when somebody withdrew, and the cohort in which he was counted left it.
    """

    __tablename__ = "result_release"
    __table_args__ = (
        Index("uq_result_release_period", "indicator_id", "first_day", unique=True),
        Index("ix_result_release_experiment", "experiment_id", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    proeftuin_id: Mapped[UUID] = mapped_column(ForeignKey("proeftuin.id"))
    experiment_id: Mapped[UUID] = mapped_column(ForeignKey("experiment.id"))
    indicator_id: Mapped[UUID] = mapped_column(ForeignKey("indicator.id"))
    period: Mapped[str] = mapped_column(String(12))
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    released_at: Mapped[datetime] = mapped_column(default=clock.now)
    edition: Mapped[int] = mapped_column(default=1)
    revised_at: Mapped[datetime | None]

    parts: Mapped[list[ResultPart]] = relationship(lazy="raise", order_by=ResultPart.cohort_id)

    def revise(self) -> None:
        """A part was taken out."""
        self.edition, self.revised_at = self.edition + 1, clock.now()


def summed(parts: Iterable[ResultPart]) -> tuple[int, Decimal | None]:
    """How many people, and their mean to six decimals; no median, minimum or maximum: each is somebody's own number."""
    chosen = list(parts)
    people = sum(part.people for part in chosen)
    if not people:
        return 0, None
    with localcontext(prec=60):
        mean = sum((part.total for part in chosen), Decimal()) / people
        return people, mean.quantize(DIGITS, rounding=ROUND_HALF_EVEN).normalize()
