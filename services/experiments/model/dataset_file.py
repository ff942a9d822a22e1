"""The files of a dataset: every version of them, each with its checksum, and what became of it. And its purposes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.experiments.model.declarative import Base
from shared import clock
from shared.errors import Conflict, Reason
from shared.ids import new_id

MOST_FILES = 20
MOST_VERSIONS = 50
MOST_BYTES = 5 * 1024**3
"""Of one proeftuin, all versions together."""


class DatasetFile(Base):
    """One version of one file. `key` is where its bytes are kept; without one they are gone.

    A version that was removed keeps its key until the bytes are removed too, which the schedule sees to.
    """

    __tablename__ = "dataset_file"
    __table_args__ = (
        UniqueConstraint("dataset_id", "name", "number", name="uq_dataset_file_number"),
        Index("ix_dataset_file_key", "key", unique=True),
        Index("ix_dataset_file_proeftuin", "proeftuin_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    proeftuin_id: Mapped[UUID] = mapped_column(ForeignKey("proeftuin.id"))
    dataset_id: Mapped[UUID] = mapped_column(ForeignKey("dataset.id"))
    name: Mapped[str] = mapped_column(String(100))
    number: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    key: Mapped[str | None] = mapped_column(String(64))
    author_id: Mapped[UUID]
    added_at: Mapped[datetime] = mapped_column(default=clock.now)
    removed_at: Mapped[datetime | None]
    removed_why: Mapped[str | None] = mapped_column(Text)

    def remove(self, why: str) -> None:
        """Nobody gets it any more; its bytes are gone within minutes."""
        self.removed_at, self.removed_why = clock.now(), why


class DatasetPurpose(Base):
    """What people are asked to consent to: one purpose for which the dataset holds something about them."""

    __tablename__ = "dataset_purpose"
    __table_args__ = (Index("ix_dataset_purpose_dataset", "dataset_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    dataset_id: Mapped[UUID] = mapped_column(ForeignKey("dataset.id"))
    text: Mapped[str] = mapped_column(String(300))


def present(files: Sequence[DatasetFile]) -> list[DatasetFile]:
    """Of each file the newest version that is there, by name."""
    newest: dict[str, DatasetFile] = {}
    for each in sorted(files, key=lambda one: one.number):
        if each.removed_at is None:
            newest[each.name] = each
    return [newest[name] for name in sorted(newest)]


def next_number(files: Sequence[DatasetFile], name: str) -> int:
    """The number of the next version: one more than there ever was."""
    return max((each.number for each in files if each.name == name), default=0) + 1


def must_have_room(files: Sequence[DatasetFile], name: str, *, size: int, held: int) -> None:
    """Raises Conflict with every limit that a file of this name and size would pass; `held` is what there is."""
    names = {each.name for each in files if each.removed_at is None}
    versions = [each for each in files if each.name == name and each.removed_at is None]
    checks = (
        (len(names | {name}) > MOST_FILES, f"A dataset has at most {MOST_FILES} files. Zip what belongs together."),
        (
            len(versions) >= MOST_VERSIONS,
            f"Of one file at most {MOST_VERSIONS} versions are kept. Remove earlier ones.",
        ),
        (held + size > MOST_BYTES, f"All files of a proeftuin are at most {MOST_BYTES // 1024**3} GB together."),
    )
    reasons = [Reason("no-room", message, "/file") for is_so, message in checks if is_so]
    if reasons:
        raise Conflict("no-room", "There is no room for this file.", reasons)
