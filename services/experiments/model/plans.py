"""What a proeftuin says of itself: what its people need, what it works towards, how it shares, what it joins.

Values without a state of their own; each is replaced as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

END_RESULTS = ("service-or-product", "organisational-form", "recommendations", "data", "other")
DEFAULT_RHYTHM_DAYS = 60


@dataclass(frozen=True)
class Needs:
    """What the participants need, and which role of WIN that asks for; `none` where they want none."""

    statement: str
    win_role: str


@dataclass(frozen=True)
class EndResult:
    """The concrete result worked towards; several types are possible."""

    type: str
    also_types: list[str]
    description: str


@dataclass(frozen=True)
class Delivery:
    """The end result as it was delivered."""

    title: str
    url: str | None
    description: str
    delivered_at: datetime


@dataclass(frozen=True)
class SharingPlan:
    """How often is shared at least, and where. Only public updates count."""

    rhythm_days: int
    website: bool
    partup_id: str | None
    participants_first_days: int | None = None
    """For how many days what is told to everyone is for participants only."""

    @property
    def somewhere(self) -> bool:
        return self.website or self.partup_id is not None


@dataclass(frozen=True)
class ProgrammeLink:
    """The running programme it joins, or why none."""

    name: str | None
    url: str | None
    why_none: str | None
