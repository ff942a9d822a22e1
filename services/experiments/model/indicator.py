"""What an experiment measures. An indicator keeps its identity through every revision of the text that names it.

Under another name it is the same indicator. In another unit or rhythm it is another one: its numbers do not add up
with the earlier ones. So the earlier one ends, keeps its observations, and says since when it is measured no longer.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.experiments.model.declarative import Base
from services.experiments.model.periods import Period, period_after, period_named, period_on
from shared import clock
from shared.errors import Invalid, Reason
from shared.ids import new_id

GRACE_DAYS = 14
"""For so many days after a period people may still enter or correct; then its result is released as it stands."""
MOST_OPEN = 20


class Indicator(Base):
    """One indicator. `next_period` begins the first period that is not released yet, which happens on `due_on`."""

    __tablename__ = "indicator"
    __table_args__ = (Index("ix_indicator_experiment", "experiment_id"), Index("ix_indicator_due", "due_on"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    experiment_id: Mapped[UUID] = mapped_column(ForeignKey("experiment.id"))
    proeftuin_id: Mapped[UUID] = mapped_column(ForeignKey("proeftuin.id"))
    name: Mapped[str] = mapped_column(String(120))
    unit: Mapped[str] = mapped_column(String(60))
    every: Mapped[str] = mapped_column(String(12))
    since: Mapped[datetime] = mapped_column(default=clock.now)
    since_version: Mapped[int] = mapped_column(default=1)
    until: Mapped[datetime | None]
    until_version: Mapped[int | None]
    next_period: Mapped[date] = mapped_column(Date)
    due_on: Mapped[date | None] = mapped_column(Date)

    @property
    def began(self) -> date:
        """The day on which measuring it began."""
        return _day(self.since)

    def begin(self) -> None:
        """Its first period is the one in which it was named."""
        self._expect(period_on(self.every, self.began, self.began))

    def end(self, version: int) -> None:
        """It is named no longer; the period under way is the last one to be released."""
        self.until, self.until_version = clock.now(), version
        if self.due_on is not None:
            self._expect(self.upcoming)

    def period(self, name: str) -> Period:
        """The period of this name. Raises Invalid where this indicator has no such period, or has it not yet."""
        found = period_named(self.every, name, self.began)
        if found is None:
            reason = Reason("no-such-period", f"Name a period of one {self.every}, such as {self.now.name}.", "/period")
            raise Invalid("no-such-period", "This indicator has no period of that name.", (reason,))
        if found.last < self.began or found.first > clock.today() or self._over(found):
            reason = Reason("not-measured-then", "It is not measured in that period.", "/period")
            raise Invalid("not-measured-then", "This indicator is not measured in that period.", (reason,))
        return found

    @property
    def now(self) -> Period:
        """The present period."""
        return period_on(self.every, clock.today(), self.began)

    @property
    def open_periods(self) -> list[Period]:
        """Those for which an entry still counts, newest first: the present one and those in their days of grace."""
        found: list[Period] = []
        period: Period | None = self.upcoming
        while period is not None and period.first <= clock.today() and not self._over(period):
            found.insert(0, period)
            period = period_after(self.every, period, self.began)
        return found[:MOST_OPEN]

    @property
    def upcoming(self) -> Period:
        """The first period that is not released yet."""
        return period_on(self.every, self.next_period, self.began)

    @property
    def due(self) -> bool:
        """Whether its next period is over, days of grace included. Where it was looked for too early, sets the day."""
        self._expect(self.upcoming)
        return self.due_on is not None and self.due_on <= clock.today()

    def rest(self) -> None:
        """Nothing is to be released any more."""
        self.due_on = None

    def released(self) -> None:
        """That period is done; what is entered for it from now on counts no more."""
        upcoming = period_after(self.every, self.upcoming, self.began)
        if upcoming is None:
            self.next_period, self.due_on = self.upcoming.last + timedelta(days=1), None
        else:
            self._expect(upcoming)

    def _expect(self, upcoming: Period) -> None:
        self.next_period = upcoming.first
        self.due_on = None if self._over(upcoming) else upcoming.last + timedelta(days=GRACE_DAYS + 1)

    def _over(self, period: Period) -> bool:
        return self.until is not None and period.first > _day(self.until)


def _day(moment: datetime) -> date:
    return moment.astimezone(clock.AMSTERDAM).date()


def settled(known: Sequence[Indicator], given: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is given, each with the id of the indicator that it is: a known one, or a new one.

    A known one is named by its id, or by the name it has now.
    """
    by_id = {one.id: one for one in known}
    by_name = {one.name.casefold(): one for one in known}
    found = []
    for place, one in enumerate(given):
        if "id" in one and one["id"] not in by_id:
            raise _refused(place, "id", "no-such-indicator", "This experiment measures no such indicator now.")
        meant = by_id[one["id"]] if "id" in one else by_name.get(one["name"].casefold())
        same = meant is not None and (meant.unit, meant.every) == (one["unit"], one["every"])
        found.append({**one, "id": str(meant.id if meant is not None and same else new_id())})
    _must_differ(found)
    return found


def _must_differ(found: Sequence[dict[str, Any]]) -> None:
    for field in ("name", "id"):
        seen: set[str] = set()
        for place, one in enumerate(found):
            if one[field].casefold() in seen:
                raise _refused(place, field, "named-twice", "An indicator stands in the list once.")
            seen.add(one[field].casefold())


def _refused(place: int, field: str, code: str, message: str) -> Invalid:
    return Invalid(code, message, (Reason(code, message, f"/indicators/{place}/{field}"),))
