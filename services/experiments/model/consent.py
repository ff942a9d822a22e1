"""Consent: to be measured in an experiment, or for one purpose of a dataset. Given and withdrawn by the person himself.

given → withdrawn → removal confirmed. What the research group holds of him elsewhere it removes within 30 days, and
says so.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.experiments.model.declarative import Base
from shared import clock
from shared.errors import Conflict
from shared.ids import new_id

CONFIRM_DAYS = 30
REMIND_DAYS = 7


class Consent(Base):
    """One person's consent for one purpose: measuring has one, the experiment itself; a dataset names its own.

    `revision` is the version in which the subject, an experiment or a dataset, was described then.
    """

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_person", "person_id"), Index("ix_consent_subject", "subject_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    proeftuin_id: Mapped[UUID] = mapped_column(ForeignKey("proeftuin.id"))
    subject_kind: Mapped[str] = mapped_column(String(12))
    subject_id: Mapped[UUID]
    purpose_id: Mapped[UUID]
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
    "uq_consent_active",
    Consent.purpose_id,
    Consent.person_id,
    unique=True,
    postgresql_where=Consent.withdrawn_at.is_(None),
    sqlite_where=Consent.withdrawn_at.is_(None),
)
Index("ix_consent_remind", Consent.remind_on)
