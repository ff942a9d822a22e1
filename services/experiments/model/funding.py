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
THERE = ("received", "accounted")


class FundingSource(Base):
    """One source of one proeftuin. An amount of 0 needs to be in kind, or described.

    `promised_cents` is what was promised last, whatever came of it; `spent_cents` is the sum of its spending lines.
    """

    __tablename__ = "funding_source"
    __table_args__ = (Index("ix_funding_source_proeftuin", "proeftuin_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    proeftuin_id: Mapped[UUID] = mapped_column(ForeignKey("proeftuin.id"))
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(12))
    description: Mapped[str] = mapped_column(Text)
    amount_cents: Mapped[int] = mapped_column(BigInteger)
    promised_cents: Mapped[int | None] = mapped_column(BigInteger)
    spent_cents: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    currency: Mapped[str] = mapped_column(String(3))
    state: Mapped[str] = mapped_column(String(12))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)

    def change(self, changes: dict[str, object]) -> bool:
        """Correct what is known of it, or move it one step on; false where nothing is different.

        What is accounted for or refused stays as it is.
        """
        if self.state not in FOLLOWING:
            raise Conflict("wrong-state", f"A source that is {self.state} does not change any more.")
        self._must_follow(str(changes.get("state", self.state)))
        different = {name: value for name, value in changes.items() if getattr(self, name) != value}
        for name, value in different.items():
            setattr(self, name, value)
        if different:
            self.changed_at = clock.now()
        self.must_say_what_it_is()
        self._must_cover_what_is_spent()
        self.keep_promise()
        return bool(different)

    @property
    def received_cents(self) -> int:
        """What came of it; nothing while it is asked or promised only."""
        return self.amount_cents if self.state in THERE else 0

    @property
    def left_cents(self) -> int:
        """What can still be spent of it."""
        return self.received_cents - self.spent_cents

    def keep_promise(self) -> None:
        """Remember what is promised: less may come of it. What came unpromised counts as promised by that."""
        if self.state == "promised" or (self.promised_cents is None and self.state in CERTAIN):
            self.promised_cents = self.amount_cents

    def spend(self, cents: int) -> None:
        """Count this as spent, or as given back where it is below 0. Never beyond what was received, nor below 0."""
        if self.state != "received":
            raise Conflict("not-received", f"Nothing is booked on a source that is {self.state}.")
        if not 0 <= self.spent_cents + cents <= self.received_cents:
            reason = Reason("left", f"There are {self.left_cents} cents left of it.", "/amountCents")
            raise Conflict("beyond-received", "A source is not spent beyond what was received.", (reason,))
        self.spent_cents += cents

    def must_say_what_it_is(self) -> None:
        """Nothing is promised by an amount of 0 without words: it must be in kind, or described."""
        if self.amount_cents == 0 and self.kind != "in-kind" and not self.description.strip():
            reason = Reason("required", "Say what is given, where it is not money.", "/description")
            raise Invalid("amount-needed", "An amount of 0 needs to be in kind, or described.", (reason,))

    def _must_cover_what_is_spent(self) -> None:
        if self.amount_cents < self.spent_cents:
            reason = Reason("spent", f"{self.spent_cents} cents are spent of it.", "/amountCents")
            raise Conflict("beyond-received", "More is spent of it already.", (reason,))

    def _must_follow(self, state: str) -> None:
        if state != self.state and state not in FOLLOWING[self.state]:
            raise Conflict("wrong-state", f"A source that is {self.state} cannot become {state}.")


def totals(sources: Iterable[FundingSource]) -> dict[str, int]:
    """Cents per state; a source counts in the state it is in, and in no other."""
    found = dict.fromkeys(STATES, 0)
    for source in sources:
        found[source.state] += source.amount_cents
    return found


def public_totals(sources: Iterable[FundingSource]) -> dict[str, int]:
    """What everyone may know: cents per state, and what is spent of what was received."""
    known = list(sources)
    return {**totals(known), "spent": sum(source.spent_cents for source in known)}
