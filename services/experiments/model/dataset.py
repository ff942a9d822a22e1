"""A dataset of a proeftuin, described in the words of DCAT-AP-NL: what is in it, how it was gathered, who may have it.

draft → published ⇄ restricted; draft → restricted; each of them → destroyed. A destroyed one keeps its description,
as a stone that says what was here.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, Select, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from services.experiments.model.declarative import Base
from services.experiments.model.updates import LICENCES
from shared import clock
from shared.errors import Conflict, Reason
from shared.ids import new_id

STATES = ("draft", "published", "restricted", "destroyed")
ACCESS = ("public", "restricted", "non-public")
"""Who may have the data of a published dataset; its description is for everyone."""
FREQUENCIES = ("once", "daily", "weekly", "monthly", "quarterly", "annual", "irregular")
THEMES = ("AGRI", "ECON", "EDUC", "ENER", "ENVI", "GOVE", "HEAL", "INTR", "JUST", "REGI", "SOCI", "TECH", "TRAN")
"""The data themes of the European Union."""
NEEDED = {
    "description": "Describe what is in it.",
    "keywords": "Give at least one keyword.",
    "provenance": "Tell how it was gathered.",
    "contact_id": "Say which organisation answers questions about it.",
    "personal_data": "Say whether it holds personal data.",
}
"""What a draft may still lack, and a published dataset may not."""


class Dataset(Base):
    """One dataset. `contact_id` is an organisation, never a person; `reason` is why it is restricted or destroyed."""

    __tablename__ = "dataset"
    __table_args__ = (Index("ix_dataset_proeftuin", "proeftuin_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    proeftuin_id: Mapped[UUID] = mapped_column(ForeignKey("proeftuin.id"))
    author_id: Mapped[UUID]
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(12), default="draft")
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    keywords: Mapped[list[str]] = mapped_column(default=list)
    theme: Mapped[str] = mapped_column(String(4), default="SOCI")
    licence: Mapped[str] = mapped_column(String(20), default=LICENCES[0])
    language: Mapped[str] = mapped_column(String(8), default="nl")
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    place: Mapped[str | None] = mapped_column(String(120))
    contact_id: Mapped[UUID | None]
    access: Mapped[str] = mapped_column(String(12), default="public")
    frequency: Mapped[str] = mapped_column(String(12), default="once")
    provenance: Mapped[str] = mapped_column(Text, default="")
    personal_data: Mapped[bool | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    revised_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    """Since when everyone may know of it; kept when it is restricted or destroyed later."""
    ended_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(Text)
    stone: Mapped[bool] = mapped_column(default=False)
    """Whether everyone may read what a destroyed one was: they could until then."""
    taken_back: Mapped[bool] = mapped_column(default=False)
    """Whether an editor holds or took back its publication: then outsiders do not read it here either."""
    publication_heard: Mapped[int] = mapped_column(default=0)

    @property
    def readable(self) -> bool:
        """Whether outsiders may read its description."""
        return (self.state == "published" and not self.taken_back) or (self.state == "destroyed" and self.stone)

    @property
    def open(self) -> bool:
        """Whether outsiders may have its files."""
        return self.state == "published" and not self.taken_back and self.access == "public"

    def revise(self, changes: dict[str, Any]) -> bool:
        """Change the description; false where nothing is different."""
        self.must_be_there()
        different = {name: value for name, value in changes.items() if getattr(self, name) != value}
        for name, value in different.items():
            setattr(self, name, value)
        if different:
            self.touch()
        return bool(different)

    def touch(self) -> None:
        """It, its files or its purposes changed."""
        self.version += 1
        self.revised_at = clock.now()

    def publish(self) -> None:
        """Let everyone know of it; what is missing was checked before."""
        self._must_be("draft", "restricted", verb="published")
        self.state, self.reason, self.ended_at = "published", None, None
        self.published_at = clock.now()
        self.version += 1

    def restrict(self, reason: str) -> None:
        """Keep it to those inside, and say why."""
        self._must_be("draft", "published", verb="restricted")
        self._end("restricted", reason)

    def destroy(self, reason: str) -> None:
        """Its files go, for good; what it was stays readable for whom it was readable."""
        self._must_be("draft", "published", "restricted", verb="destroyed")
        self.stone = self.readable
        self._end("destroyed", reason)

    def must_be_there(self) -> None:
        """Raises Conflict where nothing of it can change any more."""
        self._must_be("draft", "published", "restricted", verb="changed")

    def missing(self, *, files: int, purposes: int, waiting: int, takes_part: Collection[UUID]) -> list[Reason]:
        """Everything that stands between it and everyone; `waiting` are removals that were not confirmed yet."""
        reasons = [Reason("not-described", says, _pointer(name)) for name, says in NEEDED.items() if _lacks(self, name)]
        backwards = self.starts_on is not None and self.ends_on is not None and self.ends_on < self.starts_on
        open_to_all = self.access == "public"
        contact = self.contact_id is not None and self.contact_id not in takes_part
        checks = (
            (backwards, "backwards", "It ends before it begins.", "/endsOn"),
            (contact, "contact-unknown", "The contact is a partner or research group that takes part.", "/contactId"),
            (open_to_all and not files, "no-files", "What everyone may have is at least one file.", "/files"),
            (open_to_all and bool(self.personal_data), "personal-data", PERSONAL, "/access"),
            (bool(self.personal_data) and not purposes, "no-purpose", "Say for what people may consent.", "/purposes"),
            (bool(waiting), "removals-open", f"{waiting} removals are not confirmed yet.", "/removals"),
        )
        return reasons + [Reason(code, says, at) for is_so, code, says, at in checks if is_so]

    def must_be_complete(self, **facts: Any) -> None:
        """Raises Conflict with everything that is missing; what is published stays complete."""
        missing = self.missing(**facts)
        if missing:
            raise Conflict("dataset-incomplete", "This dataset cannot be published yet.", missing)

    def _end(self, state: str, reason: str) -> None:
        self.state, self.reason, self.ended_at = state, reason, clock.now()
        self.version += 1

    def _must_be(self, *states: str, verb: str) -> None:
        if self.state not in states:
            raise Conflict("wrong-state", f"A dataset that is {self.state} cannot be {verb}.")


PERSONAL = "What holds personal data is not for everyone: make it anonymous, or choose who may have it."


def _lacks(dataset: Dataset, name: str) -> bool:
    value = getattr(dataset, name)
    return value is None or value in ("", [])


def _pointer(name: str) -> str:
    head, *rest = name.split("_")
    return f"/{head}{''.join(part.title() for part in rest)}"


def undecided_titles(proeftuin_id: UUID) -> Select[str]:
    """The titles of a proeftuin's datasets of which nothing was decided yet."""
    drafts = Dataset.proeftuin_id == proeftuin_id, Dataset.state == "draft"
    return select(Dataset.title).where(*drafts).order_by(Dataset.id)
