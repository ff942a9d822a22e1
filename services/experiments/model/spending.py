"""What is spent of a source, line by line, in integer cents. Append-only: a mistake is put right by a counter-line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.experiments.model.declarative import Base
from services.experiments.model.funding import FundingSource
from shared import clock
from shared.errors import Conflict, Invalid, Reason
from shared.ids import new_id


class SpendingLine(Base):
    """One line of spending. A counter-line has the amount below 0 and names the line that it takes back."""

    __tablename__ = "spending_line"
    __table_args__ = (
        Index("ix_spending_line_proeftuin", "proeftuin_id", "id"),
        UniqueConstraint("corrects_id", name="uq_spending_line_corrects"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    proeftuin_id: Mapped[UUID] = mapped_column(ForeignKey("proeftuin.id"))
    source_id: Mapped[UUID] = mapped_column(ForeignKey("funding_source.id"))
    corrects_id: Mapped[UUID | None] = mapped_column(ForeignKey("spending_line.id"))
    amount_cents: Mapped[int] = mapped_column(BigInteger)
    spent_on: Mapped[date] = mapped_column(Date)
    purpose: Mapped[str] = mapped_column(String(300))
    actor_id: Mapped[UUID | None]
    at: Mapped[datetime] = mapped_column(default=clock.now)

    def countered(self, reason: str, actor_id: UUID) -> SpendingLine:
        """The line that takes this one back, on the same day, so that no period keeps what was a mistake."""
        if self.corrects_id is not None:
            raise Conflict("is-counter-line", "A counter-line is not taken back; write a new line.")
        return SpendingLine(
            id=new_id(),
            proeftuin_id=self.proeftuin_id,
            source_id=self.source_id,
            corrects_id=self.id,
            amount_cents=-self.amount_cents,
            spent_on=self.spent_on,
            purpose=reason,
            actor_id=actor_id,
        )


@dataclass(frozen=True)
class Account:
    """The account of one source, or of all of them together. `left` is what was received and not spent."""

    promised: int
    received: int
    spent: int

    @property
    def left(self) -> int:
        return self.received - self.spent

    def __add__(self, other: Account) -> Account:
        return Account(self.promised + other.promised, self.received + other.received, self.spent + other.spent)


def account_of(source: FundingSource) -> Account:
    """What became of one source. A promise that was refused later still was one."""
    return Account(source.promised_cents or 0, source.received_cents, source.spent_cents)


def account_of_all(sources: Iterable[FundingSource]) -> Account:
    """What became of all the money, to the cent the sum of its sources."""
    return sum(map(account_of, sources), start=Account(0, 0, 0))


def must_be_past(spent_on: date) -> None:
    """Raises Invalid for a day to come: what will be spent is a plan, not a line."""
    if spent_on > clock.today():
        reason = Reason("future", "Give the day on which it was spent.", "/spentOn")
        raise Invalid("invalid", "Spending is written down once it is done.", (reason,))
