"""Ideas and what may happen to them: the rules of the state machine, testable without I/O.

draft → (held →) open → adopted | merged | parked | withdrawn; parked → open | merged | withdrawn; merged → where it
was, for 14 days; everything but a draft ⇄ hidden.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.ideas.model.declarative import Base
from shared import clock
from shared.errors import Conflict, Reason
from shared.ids import new_id

LISTED = ("open", "parked", "adopted", "withdrawn")
PUBLIC = (*LISTED, "merged")
"""What everyone may read. A merged idea keeps its page, which leads on, but stands in no list unless asked for."""
TEXT = ("title", "what", "why", "concerns", "themes", "municipality", "language")


class Idea(Base):
    """One idea. Its text is the author's; its state is decided by rules, and every decision leaves a `Decision`."""

    __tablename__ = "idea"
    __table_args__ = (
        Index("ix_idea_public", "state", "opened_at", "id"),
        Index("ix_idea_opened_at", "opened_at", "id"),
        Index("ix_idea_author", "author_id"),
        Index("ix_idea_call_id", "call_id"),
    )

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
    changed_at: Mapped[datetime | None] = mapped_column(default=clock.now)
    opened_at: Mapped[datetime | None]
    proeftuin_id: Mapped[UUID | None]
    call_id: Mapped[UUID | None] = mapped_column(ForeignKey("call.id"))
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("idea.id"))
    hidden_from: Mapped[str | None] = mapped_column(String(12))
    """The state it comes back to when it is shown again."""

    __mapper_args__ = {"version_id_col": version}

    def revise(self, changes: dict[str, Any]) -> bool:
        """Change the text of what is draft, held or open; false where nothing is different.

        What is answered stays answered once it was submitted.
        """
        self._must_be("draft", "held", "open", verb="revise")
        different = {name: value for name, value in changes.items() if getattr(self, name) != value}
        for name, value in different.items():
            setattr(self, name, value)
        if different:
            self.changed_at = clock.now()
        if self.state != "draft":
            self._must_answer_three_questions()
        return bool(different)

    def must_be_discardable(self) -> None:
        """Raises Conflict unless nobody else has read it yet."""
        self._must_be("draft", "held", verb="discard")

    def submit(self, *, hold: bool = False) -> None:
        """Make a draft public, once its three questions are answered; or let a moderator look first."""
        self._must_be("draft", verb="submit")
        self._must_answer_three_questions()
        self.state = "held" if hold else "open"
        self.opened_at = None if hold else clock.now()

    def release(self) -> None:
        """A moderator looked at what was held, and it may be read."""
        self._must_be("held", verb="release")
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

    def merge_into(self, other: Idea) -> None:
        """Let it go on in another idea that people can still show interest in."""
        self._must_be("open", "parked", verb="merge")
        if other.id == self.id:
            raise Conflict("same-idea", "An idea cannot be merged into itself.")
        if other.state not in ("open", "parked", "adopted"):
            raise Conflict("wrong-target", f"Nothing can be merged into an idea that is {other.state}.")
        self.state, self.merged_into_id = "merged", other.id

    def unmerge(self, back_to: str) -> None:
        """Let it stand by itself again."""
        self._must_be("merged", verb="unmerge")
        self.state, self.merged_into_id = back_to, None

    def hide(self) -> None:
        """Show it to its author and to moderators only; it remembers where it was."""
        self._must_be("held", *PUBLIC, verb="hide")
        self.hidden_from, self.state = self.state, "hidden"

    def unhide(self) -> str:
        """Show it again, as it was before. Returns that state."""
        self._must_be("hidden", verb="unhide")
        self.state, self.hidden_from = self.hidden_from or "open", None
        return self.state

    def adopt(self, *, joining: int, quorum: int) -> UUID:
        """Turn the idea into a proeftuin in the making; `joining` people want to join, the adopter among them."""
        self._must_be("open", verb="adopt")
        if joining < quorum:
            how = "Ask people who showed interest to choose “join”."
            lack = Reason("too-few", f"{joining} of at least {quorum} people want to join.", how=how)
            raise Conflict("too-few", f"An idea needs at least {quorum} people who want to join.", (lack,))
        self.state, self.proeftuin_id = "adopted", new_id()
        return self.proeftuin_id

    def must_take_interest(self) -> None:
        """Raises Conflict where showing interest leads nowhere."""
        if self.state not in ("open", "adopted"):
            raise Conflict("wrong-state", f"An idea that is {self.state} takes no interest.")

    def must_take_comments(self) -> None:
        """Raises Conflict where there is nothing to talk about, or no longer."""
        if self.state not in ("open", "parked", "adopted"):
            raise Conflict("wrong-state", f"An idea that is {self.state} takes no comments.")

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
    odd = {"submit": "submitted", "withdraw": "withdrawn", "hide": "hidden", "unhide": "shown again"}
    return odd.get(verb, verb.rstrip("e") + "ed")
