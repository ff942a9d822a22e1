"""Ideas and what may happen to them: the rules of the state machine, testable without I/O.

draft → open → adopted | parked | withdrawn; parked → open; open | parked | adopted ⇄ hidden.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared import clock
from shared.db import TYPES, metadata
from shared.errors import Conflict, Reason
from shared.ids import new_id

PUBLIC = ("open", "parked", "adopted", "withdrawn")


class Base(DeclarativeBase):
    metadata = metadata()
    type_annotation_map = TYPES


class Idea(Base):
    """One idea. Its text is the author's; its state is decided by rules, and every decision leaves a `Decision`."""

    __tablename__ = "idea"
    __table_args__ = (Index("ix_idea_public", "state", "opened_at", "id"), Index("ix_idea_author", "author_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    version: Mapped[int] = mapped_column(default=1)
    author_id: Mapped[UUID]
    state: Mapped[str] = mapped_column(String(12), default="draft")
    title: Mapped[str] = mapped_column(String(120))
    what: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)
    concerns: Mapped[list[str]]
    am_one_of_them: Mapped[bool]
    themes: Mapped[list[str]]
    municipality: Mapped[str | None] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(8))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    opened_at: Mapped[datetime | None]
    proeftuin_id: Mapped[UUID | None]

    __mapper_args__ = {"version_id_col": version}

    def revise(self, changes: dict[str, Any]) -> None:
        """Change the text; a draft and an open idea may be changed, nothing else."""
        self._must_be("draft", "open", verb="revise")
        for name, value in changes.items():
            setattr(self, name, value)
        if self.state == "open":
            self._must_answer_three_questions()

    def submit(self) -> None:
        """Make a draft public, once its three questions are answered."""
        self._must_be("draft", verb="submit")
        self._must_answer_three_questions()
        self.state, self.opened_at = "open", clock.now()

    def withdraw(self) -> None:
        """The author takes an open idea back."""
        self._must_be("open", "parked", verb="withdraw")
        self.state = "withdrawn"

    def park(self) -> None:
        """Set an open idea aside."""
        self._must_be("open", verb="park")
        self.state = "parked"

    def reopen(self) -> None:
        """Take up a parked idea again."""
        self._must_be("parked", verb="reopen")
        self.state = "open"

    def adopt(self, *, joining: int, quorum: int) -> UUID:
        """Turn the idea into a proeftuin in the making; `joining` people want to join, the adopter among them."""
        self._must_be("open", verb="adopt")
        if joining < quorum:
            how = "Ask people who showed interest to choose “join”."
            lack = Reason("too-few", f"{joining} of at least {quorum} people want to join.", how=how)
            raise Conflict("too-few", f"An idea needs at least {quorum} people who want to join.", (lack,))
        self.state, self.proeftuin_id = "adopted", new_id()
        return self.proeftuin_id

    def _must_be(self, *states: str, verb: str) -> None:
        if self.state not in states:
            raise Conflict("wrong-state", f"An idea that is {self.state} cannot be {_past(verb)}.")

    def _must_answer_three_questions(self) -> None:
        answers = {"title": self.title, "what": self.what, "why": self.why, "concerns": self.concerns}
        missing = [Reason("required", "Answer this first.", f"/{name}") for name, given in answers.items() if not given]
        if missing:
            raise Conflict(
                "incomplete", "An idea answers three questions: what, why, and whom it concerns.", tuple(missing)
            )


def _past(verb: str) -> str:
    return {"submit": "submitted", "withdraw": "withdrawn"}.get(verb, verb.rstrip("e") + "ed")


class Interest(Base):
    """What one person wants with an idea. Following is not less than joining; nothing is counted against anything."""

    __tablename__ = "interest"
    __table_args__ = (Index("ix_interest_person", "person_id"),)

    idea_id: Mapped[UUID] = mapped_column(ForeignKey("idea.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    offer: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=clock.now)


class Comment(Base):
    """What someone says about an idea; threads of one level."""

    __tablename__ = "comment"
    __table_args__ = (Index("ix_comment_idea", "idea_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    idea_id: Mapped[UUID] = mapped_column(ForeignKey("idea.id"))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("comment.id"))
    author_id: Mapped[UUID]
    body: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=clock.now)


class Decision(Base):
    """Who decided what about an idea, when and why. Append-only."""

    __tablename__ = "decision"
    __table_args__ = (Index("ix_decision_idea", "idea_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    idea_id: Mapped[UUID] = mapped_column(ForeignKey("idea.id"))
    verb: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[UUID | None]
    reason: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=clock.now)


class Membership(Base):
    """What identity told us: who is a member of which werkkring, and when."""

    __tablename__ = "membership"
    __table_args__ = (Index("ix_membership_person", "person_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    werkkring_id: Mapped[UUID]
    person_id: Mapped[UUID]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    heard: Mapped[int] = mapped_column(default=0)
