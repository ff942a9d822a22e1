"""What a stakeholder expects of a proeftuin and what he found: told over time, never rewritten."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.experiments.model.declarative import Base
from services.experiments.model.proeftuin import Proeftuin
from shared import clock
from shared.errors import Invalid, Reason
from shared.ids import new_id

STAKEHOLDERS = ("affected-group", "commitment", "werkkring", "society")
KINDS = ("expected", "found")


class ValueStatement(Base):
    """One statement. `part_id` names the group, commitment or werkkring; society has none. Append-only."""

    __tablename__ = "value_statement"
    __table_args__ = (Index("ix_value_statement_proeftuin", "proeftuin_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    proeftuin_id: Mapped[UUID] = mapped_column(ForeignKey("proeftuin.id"))
    cycle_id: Mapped[UUID | None] = mapped_column(ForeignKey("cycle.id"))
    author_id: Mapped[UUID]
    stakeholder: Mapped[str] = mapped_column(String(16))
    part_id: Mapped[UUID | None]
    kind: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=clock.now)


def must_have_a_stake(proeftuin: Proeftuin, stakeholder: str, part_id: UUID | None) -> None:
    """Raises Invalid unless this is society, or a part of this proeftuin that is or was there."""
    parts: dict[str, set[UUID | None]] = {
        "affected-group": {group.id for group in proeftuin.affected_groups},
        "commitment": {each.id for each in proeftuin.commitments if each.state in ("accepted", "ended")},
        "werkkring": {link.werkkring_id for link in proeftuin.links if link.active},
        "society": {None},
    }
    if part_id not in parts[stakeholder]:
        reason = Reason("no-such-stakeholder", "This is no part of the proeftuin.", "/partId")
        raise Invalid("invalid", "Name a stakeholder of this proeftuin.", (reason,))
