"""What identity.mail keeps to write to people: what happened, what it is about, who takes part, and who got it already.

Ids, titles and texts from events only. Nothing here says whom to write to: that is looked up when a mail goes out.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.model.foundation import Base
from shared import clock

NEWS_LASTS = timedelta(days=8)
"""What is older goes into no mail any more: a weekly digest looks back seven days, and may be a day late."""
NOTICES_KEPT = timedelta(days=60)
"""As long as the inbox knows an event: whatever is replayed finds here that it was mailed already."""


class Topic(Base):
    """An idea, proeftuin or werkkring as mails call it."""

    __tablename__ = "mail_topic"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(300))
    version: Mapped[int]


class Following(Base):
    """One part that one person has in a topic: author, interest, participant, holder, or a role that WIN takes."""

    __tablename__ = "mail_following"
    __table_args__ = (Index("ix_mail_following_person_id", "person_id"),)

    topic_id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    part: Mapped[str] = mapped_column(String(12), primary_key=True)
    since: Mapped[datetime]


ONCE_RESEARCH = "researched"
"""The tie of a research group whose part ended."""


class Tie(Base):
    """What a proeftuin hangs together with: the idea it came from, werkkringen, organisations that committed."""

    __tablename__ = "mail_tie"
    __table_args__ = (Index("ix_mail_tie_other_id", "other_id"),)

    topic_id: Mapped[UUID] = mapped_column(primary_key=True)
    source_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    other_id: Mapped[UUID]


class Notice(Base):
    """One thing that happened. `audience` names who is told, by their part on the day that the mail goes out."""

    __tablename__ = "notice"
    __table_args__ = (
        Index("ix_notice_topic_id", "topic_id", "noted_at"),
        Index("ix_notice_noted_at", "noted_at"),
        Index("ix_notice_person_id", "person_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(30))
    audience: Mapped[str] = mapped_column(String(12))
    topic_id: Mapped[UUID]
    organisation_id: Mapped[UUID | None]
    person_id: Mapped[UUID | None]
    actor_id: Mapped[UUID | None]
    about_id: Mapped[UUID | None]
    facts: Mapped[dict[str, Any]]
    text: Mapped[str | None] = mapped_column(Text)
    path: Mapped[str | None] = mapped_column(String(200))
    urgent: Mapped[bool] = mapped_column(default=False)
    spread: Mapped[bool] = mapped_column(default=False)
    withdrawn: Mapped[bool] = mapped_column(default=False)
    noted_at: Mapped[datetime]


class Delivery(Base):
    """Which letter told whom of what. One row per person and notice, so that nobody reads the same thing twice."""

    __tablename__ = "mail_delivery"
    __table_args__ = (
        Index("ix_mail_delivery_letter_id", "letter_id"),
        Index("ix_mail_delivery_person_id", "person_id"),
    )

    notice_id: Mapped[UUID] = mapped_column(ForeignKey("notice.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    letter_id: Mapped[UUID]


class MailChoice(Base):
    """How someone wants to be written to; who chose nothing has no row until his first digest."""

    __tablename__ = "mail_choice"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(8), default="daily")
    urgent_by_mail: Mapped[bool] = mapped_column(default=True)
    comments: Mapped[bool] = mapped_column(default=True)
    updates: Mapped[bool] = mapped_column(default=True)
    digested_on: Mapped[date | None]

    @classmethod
    def usual(cls, person_id: UUID) -> MailChoice:
        """What holds for who never chose."""
        return cls(person_id=person_id, digest="daily", urgent_by_mail=True, comments=True, updates=True)

    def digest_is_due(self, today: date) -> bool:
        """Whether today's digest, or on and after Monday this week's, has not been looked at yet."""
        if self.digest == "none":
            return False
        since = today if self.digest == "daily" else today - timedelta(days=today.weekday())
        return self.digested_on is None or self.digested_on < since

    def wants(self, notice: Notice) -> bool:
        """Whether this kind of news is wanted at all."""
        return {"comment.placed": self.comments, "update.posted": self.updates}.get(notice.kind, True)

    def choose(self, choices: dict[str, Any]) -> None:
        """Take over what was chosen. A first weekly digest comes next Monday, not at once."""
        for name, value in choices.items():
            setattr(self, name, value)
        if self.digest == "weekly" and self.digested_on is None:
            self.digested_on = clock.today()
