"""What a channel is, for the mechanism: somewhere to look, to put, and to take back. It knows no database.

Whatever a method raises says what is to happen next; anything else counts as no answer.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True)
class Message:
    """What is to stand on the channel: the text as its author wrote it, and the address where it is at home."""

    id: UUID
    """The same for one publication on one channel, whatever happens."""
    kind: str
    title: str
    body: str
    language: str
    licence: str
    url: str
    target: str | None = None
    """Where on the channel, in its own words; from the sharing plan."""

    @property
    def hash(self) -> str:
        """The same for the same text."""
        told = "\0".join((self.kind, self.title, self.body, self.language, self.licence, self.url))
        return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True)
class Remote:
    """What stands there."""

    id: str
    url: str | None


class Channel(Protocol):
    """One channel. The mechanism calls from one thread, and looks before it puts where it does not know."""

    name: str
    pause_between: float
    """Seconds from one message to the next: a channel is somebody else's house."""

    def find(self, message: Message, known: Remote | None) -> Remote | None:
        """What stands there of this message, if anything does."""
        ...

    def put(self, message: Message, known: Remote | None) -> Remote:
        """Let this text stand there: in the place that is known, or in a new one."""
        ...

    def take_back(self, message: Message, known: Remote) -> None:
        """Let it say that it was taken back, or be gone."""
        ...


class Later(Exception):
    """It may work later: try again, not before `seconds` where the other side said so."""

    def __init__(self, why: str, seconds: float | None = None) -> None:
        super().__init__(why)
        self.seconds = seconds


class NoAnswer(Exception):
    """It may have arrived or not: look before anything else."""


class Refused(Exception):
    """It will not work however often it is tried: a person has to look."""


class RemovedThere(Exception):
    """Somebody took it away over there; it is not ours to bring it back."""


class LoginRefused(Exception):
    """They do not let us in: nothing will work until a person has looked at the settings."""
