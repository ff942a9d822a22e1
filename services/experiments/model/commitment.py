"""The tie between a proeftuin and an organisation: two people, one on either side, have to want it (S2).

proposed → accepted → ended; proposed → declined. Declined and ended are final; a new one may be proposed.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from services.experiments.model.declarative import Base
from services.experiments.model.known import Organisation
from shared import clock
from shared.errors import Conflict, Reason
from shared.ids import new_id
from shared.privacy.erasing import FORMER

PARTS = ("partner", "research")


class Commitment(Base):
    """One organisation's part in one proeftuin. `represented_by` is who spoke for the organisation, on either side."""

    __tablename__ = "commitment"
    __table_args__ = (
        Index("ix_commitment_organisation", "organisation_id"),
        Index("ix_commitment_proeftuin", "proeftuin_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    proeftuin_id: Mapped[UUID] = mapped_column(ForeignKey("proeftuin.id"))
    organisation_id: Mapped[UUID]
    part: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(12), default="proposed")
    proposed_by: Mapped[UUID]
    proposed_as_holder: Mapped[bool]
    represented_by: Mapped[UUID | None]
    accepted_by: Mapped[UUID | None]
    proposed_at: Mapped[datetime] = mapped_column(default=clock.now)
    accepted_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    organisation: Mapped[Organisation | None] = relationship(
        primaryjoin=lambda: foreign(Commitment.organisation_id) == Organisation.id, viewonly=True, lazy="raise"
    )

    @property
    def open(self) -> bool:
        """Whether it is agreed or may still be."""
        return self.state in ("proposed", "accepted")

    @property
    def accepted(self) -> bool:
        return self.state == "accepted"

    @property
    def properly_accepted(self) -> bool:
        """S2: a representative stands for the organisation, and who proposed is not who accepted.

        Former participants share one id: where both sides are gone, they still were two.
        """
        if self.represented_by is None or self.accepted_by is None:
            return False
        return self.accepted_by != self.proposed_by or self.accepted_by == FORMER

    def awaits(self, person: UUID, *, holder: bool, representative: bool) -> bool:
        """Whether this person stands on the side that has not spoken yet."""
        if person == self.proposed_by:
            return False
        return (self.proposed_as_holder and representative) or (self.represented_by is not None and holder)

    def accept(self, by: UUID, *, representative: bool) -> None:
        """The other side says yes."""
        self._must_be("proposed", verb="accepted")
        self.state, self.accepted_by, self.accepted_at = "accepted", by, clock.now()
        if self.represented_by is None and representative:
            self.represented_by = by

    def must_still_stand(self, representatives: Collection[UUID]) -> None:
        """Raises Conflict where the organisation offered it by somebody who speaks for it no longer (S2)."""
        if self.represented_by is not None and self.represented_by not in representatives:
            how = "Decline it, and let who speaks for the organisation now offer it again."
            reason = Reason("offer-lapsed", "Who offered it speaks for the organisation no longer.", "", how)
            raise Conflict("offer-lapsed", "This offer does not stand any more.", (reason,))

    def decline(self) -> None:
        """The other side says no, or the own side takes it back."""
        self._must_be("proposed", verb="declined")
        self.state, self.ended_at = "declined", clock.now()

    def end(self) -> None:
        """Either side stops; what was done together stays done."""
        self._must_be("accepted", verb="ended")
        self.state, self.ended_at = "ended", clock.now()

    def _must_be(self, state: str, *, verb: str) -> None:
        if self.state != state:
            raise Conflict("wrong-state", f"A commitment that is {self.state} cannot be {verb}.")


Index(
    "uq_commitment_open",
    Commitment.proeftuin_id,
    Commitment.organisation_id,
    unique=True,
    postgresql_where=Commitment.state.in_(["proposed", "accepted"]),
    sqlite_where=Commitment.state.in_(["proposed", "accepted"]),
)


def must_be_free(commitments: Collection[Commitment], organisation: Organisation, part: str) -> None:
    """An organisation has one part in a proeftuin, and research is done by a research group."""
    if any(c.open and c.organisation_id == organisation.id for c in commitments):
        raise Conflict("already-committed", "This organisation has a part in this proeftuin, or was asked already.")
    if part == "research" and organisation.kind != "research":
        raise Conflict("not-research", "Only an organisation that is a research group can do the research.")
