"""A proeftuin's own money (or kind), in integer euro cents. Totals per state are public; sources are for participants.

asked → promised → received → accounted; asked | promised → refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.experiments.model.declarative import Base
from shared import clock
from shared.errors import Conflict, Invalid, Reason
from shared.ids import new_id

CURRENCY = "EUR"
KINDS = ("cash", "in-kind", "subsidy")
STATES = ("asked", "promised", "received", "accounted", "refused")
FOLLOWING = {"asked": ("promised", "refused"), "promised": ("received", "refused"), "received": ("accounted",)}
CERTAIN = ("promised", "received", "accounted")


class FundingSource(Base):
    """One source of one proeftuin. An amount of 0 needs to be in kind, or described."""

    __tablename__ = "funding_source"
    __table_args__ = (Index("ix_funding_source_proeftuin", "proeftuin_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    proeftuin_id: Mapped[UUID] = mapped_column(ForeignKey("proeftuin.id"))
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(12))
    description: Mapped[str] = mapped_column(Text)
    amount_cents: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    state: Mapped[str] = mapped_column(String(12))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)

    def change(self, changes: dict[str, object]) -> None:
        """Correct what is known of it, or move it one step on. What is accounted for or refused stays as it is."""
        if self.state not in FOLLOWING:
            raise Conflict("wrong-state", f"A source that is {self.state} does not change any more.")
        self._must_follow(str(changes.get("state", self.state)))
        for name, value in changes.items():
            setattr(self, name, value)
        self.changed_at = clock.now()
        self.must_say_what_it_is()

    def must_say_what_it_is(self) -> None:
        """Nothing is promised by an amount of 0 without words: it must be in kind, or described."""
        if self.amount_cents == 0 and self.kind != "in-kind" and not self.description.strip():
            reason = Reason("required", "Say what is given, where it is not money.", "/description")
            raise Invalid("amount-needed", "An amount of 0 needs to be in kind, or described.", (reason,))

    def _must_follow(self, state: str) -> None:
        if state != self.state and state not in FOLLOWING[self.state]:
            raise Conflict("wrong-state", f"A source that is {self.state} cannot become {state}.")


def totals(sources: Iterable[FundingSource]) -> dict[str, int]:
    """Cents per state; a source counts in the state it is in, and in no other."""
    found = dict.fromkeys(STATES, 0)
    for source in sources:
        found[source.state] += source.amount_cents
    return found
