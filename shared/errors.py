"""The ways in which a wish is refused. The domain raises them; shared.http turns them into problem documents.

They know nothing of HTTP. A message is a sentence for the person who asked, in English; pages translate by code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Reason:
    """One thing that stands in the way, where it stands, and how it is mended."""

    code: str
    message: str
    pointer: str = ""
    how: str = ""


@dataclass(eq=False)
class DomainError(Exception):
    """A wish that was refused; `reasons` lists everything in the way at once."""

    code: str
    message: str
    reasons: Sequence[Reason] = field(default_factory=tuple)

    def __str__(self) -> str:
        return self.message


class Invalid(DomainError):
    """What was given cannot be right, whoever gives it."""


class Unauthenticated(DomainError):
    """Nobody, or nobody we can recognise, is asking."""


class Forbidden(DomainError):
    """This person may not do this."""


class NotFound(DomainError):
    """There is no such thing, or it is none of this person's business."""


class Gone(DomainError):
    """It was here, and was taken back; the message says when and why."""


class Conflict(DomainError):
    """The thing is in a state in which this cannot be done."""


class Stale(DomainError):
    """The thing was changed since this person looked at it."""


class NotKnownYet(Conflict):
    """It may exist elsewhere, but word of it has not arrived: ask again in a second."""


@dataclass(eq=False)
class Limited(DomainError):
    """Too often: ask again after `retry_after` seconds."""

    retry_after: int = 60


class Retry(Exception):
    """Raised by a listener that lacks another subject's fact: the event waits and is tried again."""
