"""Measuring oneself: what a person who consented enters. Nobody enters for another.

Withdrawing the consent deletes what was entered under it at once.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Dialect, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from services.experiments.model.declarative import Base
from services.experiments.model.participation import Stint
from services.experiments.model.periods import Period
from shared import clock
from shared.errors import Invalid, Reason
from shared.ids import new_id

DECIMAL = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")


class Exact(TypeDecorator[Decimal]):
    """A decimal as text, digit for digit: SQLite would keep it as a float."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else format(value, "f")

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Observation(Base):
    """One value of one person in one period. Append-only: a correction is a row of its own that names the one before.

    `late`: entered when the result of its period was released already, so that it counts in none.
    """

    __tablename__ = "observation"
    __table_args__ = (
        Index("ix_observation_person", "person_id"),
        Index("ix_observation_indicator", "indicator_id", "period"),
        Index("uq_observation_corrects", "corrects", unique=True),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    proeftuin_id: Mapped[UUID] = mapped_column(ForeignKey("proeftuin.id"))
    experiment_id: Mapped[UUID] = mapped_column(ForeignKey("experiment.id"))
    indicator_id: Mapped[UUID] = mapped_column(ForeignKey("indicator.id"))
    consent_id: Mapped[UUID] = mapped_column(ForeignKey("consent.id"))
    person_id: Mapped[UUID]
    period: Mapped[date] = mapped_column(Date)
    value: Mapped[Decimal] = mapped_column(Exact)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    corrects: Mapped[UUID | None] = mapped_column(ForeignKey("observation.id"))
    late: Mapped[bool] = mapped_column(default=False)


Index(
    "uq_observation_first",
    Observation.indicator_id,
    Observation.person_id,
    Observation.period,
    unique=True,
    postgresql_where=Observation.corrects.is_(None),
    sqlite_where=Observation.corrects.is_(None),
)


def value_of(text: str) -> Decimal:
    """The number that was typed, exactly. Raises Invalid for anything that is not one."""
    if not DECIMAL.fullmatch(text):
        reason = Reason("no-number", "Write a number such as 7 or 7.25: at most 12 digits and 6 decimals.", "/value")
        raise Invalid("no-number", "This is not a number.", (reason,))
    return Decimal(text)


def must_have_been_there(stints: Collection[Stint], period: Period) -> None:
    """Raises Invalid where none of these stays touches the period: nobody measures a time in which he was not there."""
    for stint in stints:
        until = clock.now() if stint.ended_at is None else stint.ended_at
        if _day(stint.started_at) <= period.last and period.first <= _day(until):
            return
    reason = Reason("not-there-then", "You did not take part in that period.", "/period")
    raise Invalid("not-there-then", "Enter what you measured while you took part.", (reason,))


def _day(moment: datetime) -> date:
    return moment.astimezone(clock.AMSTERDAM).date()
