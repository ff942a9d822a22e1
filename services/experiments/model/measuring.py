"""Measuring oneself: consent, given and withdrawn by the person, and what he enters. Nobody enters for another.

Consent: given → withdrawn → removal confirmed. Withdrawing deletes what was entered under it at once; what the
research group holds elsewhere it removes within 30 days, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime, timedelta
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
from shared.errors import Conflict, Invalid, Reason
from shared.ids import new_id

CONFIRM_DAYS = 30
REMIND_DAYS = 7
DECIMAL = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")


class Exact(TypeDecorator[Decimal]):
    """A decimal as text, digit for digit: SQLite would keep it as a float."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else format(value, "f")

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class MeasuringConsent(Base):
    """One person's consent to take part in measuring for one experiment, as it was described in `revision`."""

    __tablename__ = "measuring_consent"
    __table_args__ = (
        Index("ix_measuring_consent_person", "person_id"),
        Index("ix_measuring_consent_experiment", "experiment_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    proeftuin_id: Mapped[UUID] = mapped_column(ForeignKey("proeftuin.id"))
    experiment_id: Mapped[UUID] = mapped_column(ForeignKey("experiment.id"))
    person_id: Mapped[UUID]
    revision: Mapped[int]
    given_at: Mapped[datetime] = mapped_column(default=clock.now)
    withdrawn_at: Mapped[datetime | None]
    confirm_by: Mapped[date | None] = mapped_column(Date)
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[UUID | None]
    remind_on: Mapped[date | None] = mapped_column(Date)

    @property
    def overdue(self) -> bool:
        """Whether the research group should have confirmed the removal by now."""
        return self.confirm_by is not None and self.confirmed_at is None and self.confirm_by < clock.today()

    def withdraw(self) -> date:
        """Take it back, for good; returns the last day for the research group to confirm."""
        self.withdrawn_at = clock.now()
        self.confirm_by = clock.today() + timedelta(days=CONFIRM_DAYS)
        self.remind_on = self.confirm_by + timedelta(days=1)
        return self.confirm_by

    def confirm(self, by: UUID) -> None:
        """The research group says that it holds nothing of this person any more."""
        if self.confirmed_at is not None:
            raise Conflict("wrong-state", "This removal was confirmed already.")
        self.confirmed_at, self.confirmed_by, self.remind_on = clock.now(), by, None

    def remind(self) -> None:
        """Somebody was reminded; again in a week, until it is confirmed."""
        self.remind_on = clock.today() + timedelta(days=REMIND_DAYS)


Index(
    "uq_measuring_consent_active",
    MeasuringConsent.experiment_id,
    MeasuringConsent.person_id,
    unique=True,
    postgresql_where=MeasuringConsent.withdrawn_at.is_(None),
    sqlite_where=MeasuringConsent.withdrawn_at.is_(None),
)
Index("ix_measuring_consent_remind", MeasuringConsent.remind_on)


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
    consent_id: Mapped[UUID] = mapped_column(ForeignKey("measuring_consent.id"))
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
