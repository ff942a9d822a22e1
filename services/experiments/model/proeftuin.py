"""The proeftuin itself: its dates, and the way to its parts. Which state follows which stands in `course.py`."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Date, Index, String, Text
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship, selectinload
from sqlalchemy.sql.base import ExecutableOption

from services.experiments.model import dates
from services.experiments.model.commitment import Commitment
from services.experiments.model.declarative import Base
from services.experiments.model.experiment import Experiment
from services.experiments.model.funding import FundingSource
from services.experiments.model.participation import AffectedGroup, Belonging, Stint, WinRole
from services.experiments.model.plans import Delivery, EndResult, Needs, ProgrammeLink, SharingPlan
from services.experiments.model.werkkring_link import WerkkringLink
from shared import clock
from shared.db import Json
from shared.errors import Conflict

STATES = ("forming", "running", "paused", "concluding", "completed", "stopped")
JOINABLE = ("forming", "running", "paused")
UNFINISHED = (*JOINABLE, "concluding")
LATER = (0, 14, 28)
"""Days beyond the sharing rhythm after which the holders, then the mentor are reminded, and then it shows as quiet."""


def folded(title: str, summary: str) -> str:
    """What a word is looked for in, whatever its case: comparing without case row by row costs most of a search."""
    return f"{title}\n{summary}".casefold()


def _folded(row: Any) -> str:
    given = row.get_current_parameters()
    return folded(given["title"], given["summary"])


class Proeftuin(Base):
    """One proeftuin. `version` grows with every change of it or its parts; `repair_by` is set while one is missing.

    Whoever writes it down in its story (`use_cases.story.note`) lets the version grow.
    """

    __tablename__ = "proeftuin"
    __table_args__ = (
        Index("ix_proeftuin_created", "created_at", "id"),
        Index("ix_proeftuin_state", "state", "end_date"),
        Index("ix_proeftuin_listed", "state", "created_at", "id"),
        Index("ix_proeftuin_idea", "idea_id"),
        Index("ix_proeftuin_programme", "programme_key"),
        Index("ix_proeftuin_successor", "successor_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    idea_id: Mapped[UUID]
    state: Mapped[str] = mapped_column(String(12), default="forming")
    title: Mapped[str] = mapped_column(String(300))
    summary: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text, default=_folded)
    """Title and summary, which stay as the idea gave them."""
    themes: Mapped[list[str]] = mapped_column(Json)
    municipality: Mapped[str | None] = mapped_column(String(300))
    language: Mapped[str] = mapped_column(String(8))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    started_at: Mapped[datetime | None]
    start_date: Mapped[date | None] = mapped_column(Date)
    end_date: Mapped[date | None] = mapped_column(Date)
    repair_by: Mapped[date | None] = mapped_column(Date)
    last_shared_at: Mapped[datetime | None]
    reminders: Mapped[int] = mapped_column(default=0)
    reminder_after: Mapped[date | None] = mapped_column(Date)
    horizon_months: Mapped[int | None]
    closing_statement: Mapped[str | None] = mapped_column(Text)
    closing_stated_at: Mapped[datetime | None]
    closing_received_cents: Mapped[int | None] = mapped_column(BigInteger)
    """What was received when the closing statement was told, and below what was spent."""
    closing_spent_cents: Mapped[int | None] = mapped_column(BigInteger)
    successor_id: Mapped[UUID | None]
    programme_key: Mapped[str | None] = mapped_column(String(200))

    needs: Mapped[Needs | None] = composite(
        mapped_column("needs_statement", Text, nullable=True),
        mapped_column("needs_win_role", String(12), nullable=True),
    )
    end_result: Mapped[EndResult | None] = composite(
        mapped_column("end_result_type", String(24), nullable=True),
        mapped_column("end_result_also_types", Json, nullable=True),
        mapped_column("end_result_description", Text, nullable=True),
    )
    delivery: Mapped[Delivery | None] = composite(
        mapped_column("delivery_title", String(200), nullable=True),
        mapped_column("delivery_url", String(500), nullable=True),
        mapped_column("delivery_description", Text, nullable=True),
        mapped_column("delivered_at", nullable=True),
    )
    sharing_plan: Mapped[SharingPlan | None] = composite(
        mapped_column("sharing_rhythm_days", nullable=True),
        mapped_column("sharing_website", nullable=True),
        mapped_column("sharing_partup_id", String(120), nullable=True),
        mapped_column("sharing_participants_first_days", nullable=True),
    )
    programme_link: Mapped[ProgrammeLink | None] = composite(
        mapped_column("programme_name", String(200), nullable=True),
        mapped_column("programme_url", String(500), nullable=True),
        mapped_column("programme_why_none", Text, nullable=True),
    )

    links: Mapped[list[WerkkringLink]] = relationship(lazy="raise", order_by=WerkkringLink.requested_at)
    commitments: Mapped[list[Commitment]] = relationship(lazy="raise", order_by=Commitment.id)
    experiments: Mapped[list[Experiment]] = relationship(lazy="raise", order_by=Experiment.id)
    affected_groups: Mapped[list[AffectedGroup]] = relationship(lazy="raise", order_by=AffectedGroup.id)
    sources: Mapped[list[FundingSource]] = relationship(lazy="raise", order_by=FundingSource.id)
    stints: Mapped[list[Stint]] = relationship(lazy="raise", order_by=Stint.id)
    """Loaded: the present ones only; the history is read by itself."""
    win_roles: Mapped[list[WinRole]] = relationship(lazy="raise", order_by=WinRole.id)
    """Loaded: the present ones only."""

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}

    @property
    def participants(self) -> list[Stint]:
        """The stints of those who take part now."""
        return [stint for stint in self.stints if stint.ended_at is None]

    @property
    def participants_first_days(self) -> int:
        """For how many days what it tells everyone is for its participants only."""
        return (self.sharing_plan.participants_first_days if self.sharing_plan else None) or 0

    @property
    def holders(self) -> list[Stint]:
        """The stints of those who hold it now."""
        return [stint for stint in self.participants if stint.holder]

    def stint_of(self, person: UUID | None) -> Stint | None:
        """The present stint of this person."""
        return next((stint for stint in self.participants if stint.person_id == person), None)

    def touch(self) -> None:
        """Something in it changed: whoever looked before has seen another version."""
        self.version += 1

    def begin(self, start_date: date) -> None:
        """Three years from this day; silence is counted from now."""
        self.started_at = clock.now()
        self.start_date, self.end_date = start_date, dates.three_years_after(start_date)
        self.expect_sharing()

    def shared(self) -> None:
        """Something public was told: silence starts anew."""
        self.last_shared_at, self.reminders = clock.now(), 0
        self.expect_sharing()

    def remind(self) -> None:
        """Somebody was reminded. The next one's turn leaves him his days, also after a pause or days off."""
        self.reminders += 1
        self.expect_sharing()
        if self.reminder_after is not None:
            days = LATER[self.reminders] - LATER[self.reminders - 1]
            self.reminder_after = max(self.reminder_after, clock.today() + timedelta(days=days - 1))

    def expect_sharing(self) -> None:
        """Reckon after which day of silence somebody is reminded next: first the holders, at last nobody any more."""
        self.reminder_after = None
        if self.sharing_plan is not None and self.started_at is not None and self.reminders < len(LATER):
            days = self.sharing_plan.rhythm_days + LATER[self.reminders]
            self.reminder_after = self.silent_since() + timedelta(days=days)

    def silent_since(self) -> date:
        """The day on which something public was told last, or on which it started; no reminder looks further back."""
        return _day_of_last_word(self.last_shared_at, self.started_at)

    @property
    def quiet_since(self) -> date | None:
        """Since when it is quiet, where everyone may see that: holders and mentor were reminded, and it still is."""
        return quiet_since(self)

    def must_be(self, *states: str, verb: str) -> None:
        """Raises Conflict unless the state is one of these."""
        if self.state not in states:
            raise Conflict("wrong-state", f"A proeftuin that is {self.state} cannot be {verb}.")

    def must_be_unfinished(self) -> None:
        """Raises Conflict once it is completed or stopped: what it was stays as it was."""
        self.must_be(*UNFINISHED, verb="changed")


def quiet_since(it: Any) -> date | None:
    """The same of a row in a list that has these facts of it."""
    if it.state != "running" or it.reminders < len(LATER):
        return None
    return _day_of_last_word(it.last_shared_at, it.started_at)


def _day_of_last_word(*moments: datetime | None) -> date:
    return max(filter(None, moments)).astimezone(clock.AMSTERDAM).date()


PEOPLE: tuple[ExecutableOption, ...] = (
    selectinload(Proeftuin.stints.and_(Stint.ended_at.is_(None))),
    selectinload(Proeftuin.win_roles.and_(WinRole.ended_at.is_(None))),
)
"""What permissions look at."""

WHOLE: tuple[ExecutableOption, ...] = (
    *PEOPLE,
    selectinload(Proeftuin.links).joinedload(WerkkringLink.werkkring),
    selectinload(Proeftuin.commitments).joinedload(Commitment.organisation),
    selectinload(Proeftuin.experiments),
    selectinload(Proeftuin.affected_groups).selectinload(AffectedGroup.belongings.and_(Belonging.ended_at.is_(None))),
    selectinload(Proeftuin.sources),
)
"""What readiness, and the page of a proeftuin, look at."""
