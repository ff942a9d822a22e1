"""Calls for ideas: a question, and a period in which ideas may answer it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.ideas.model.declarative import Base
from shared import clock
from shared.errors import Conflict, Invalid, Reason
from shared.ids import new_id


class Call(Base):
    """“Breng je ideeën in”: planned → open → closed, by its dates; or closed before, with a reason."""

    __tablename__ = "call"
    __table_args__ = (Index("ix_call_state", "state", "id"), Index("ix_call_proeftuin_id", "proeftuin_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    version: Mapped[int] = mapped_column(default=1)
    title: Mapped[str] = mapped_column(String(120))
    question: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(8))
    proeftuin_id: Mapped[UUID | None]
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(12), default="planned")
    created_by: Mapped[UUID]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    closed_at: Mapped[datetime | None]
    close_reason: Mapped[str | None] = mapped_column(Text)

    __mapper_args__ = {"version_id_col": version}

    def must_have_a_period(self) -> None:
        """Raises Invalid, naming everything, unless there is at least one day left to answer."""
        wrong = []
        if self.closes_on < self.opens_on:
            wrong.append(Reason("invalid", "It closes on the day it opens, or later.", "/closesOn"))
        if self.closes_on < clock.today():
            wrong.append(Reason("invalid", "This day is over.", "/closesOn"))
        if wrong:
            raise Invalid("invalid", "A call needs a period in which people can answer it.", tuple(wrong))

    def open(self) -> None:
        """Its first day has come."""
        if self.state != "planned":
            raise Conflict("wrong-state", f"A call that is {self.state} cannot be opened.")
        self.state = "open"

    def close(self, reason: str | None = None) -> None:
        """Its last day is over, or someone closes it before."""
        if self.state == "closed":
            raise Conflict("wrong-state", "This call is closed already.")
        self.state, self.closed_at, self.close_reason = "closed", clock.now(), reason

    def must_take_answers(self) -> None:
        """Raises Conflict outside its period; by the calendar, whether or not the schedule has come by."""
        if self.state == "closed" or clock.today() > self.closes_on:
            raise Conflict("call-closed", "This call is closed and takes no more answers.")
        if clock.today() < self.opens_on:
            raise Conflict("call-planned", f"This call opens on {self.opens_on}.")
