"""The public event log as a stream that stays open for a while: server-sent events, read from the log itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from services.sharing.queries.public_log import list_events
from shared import clock
from shared.db import Database

STRETCH = 100


@dataclass(frozen=True)
class Pace:
    """In seconds: how often to look for new events, after what silence to say that one is still there, when to end.

    Only by speaking does one find out that a reader has gone, and gives his place to the next.
    """

    look: float = 1.0
    beat: float = 5.0
    last: float = 300.0


def follow_events(
    database: Database, *, after: int, types: Collection[str], pace: Pace, wait: Callable[[float], object]
) -> Iterator[bytes]:
    """Every event after this position, then each new one as it comes, until the time is over; `id` is its position.

    `wait` lets a moment pass, and says whether to end now since the process stops.

    A line with only an `id` moves the reader on over what he did not ask for, so that he comes back at the right place.
    The database is let go between two looks: who follows holds a thread, never a connection.
    """
    spoke = clock.monotonic()
    ends = spoke + pace.last
    yield b"retry: 3000\n\n"
    while True:
        with database.reading() as session:
            stretch = list_events(session, after=after, types=types, limit=STRETCH)
        after, moment = stretch.cursor, clock.monotonic()
        told = b"".join(map(_message, stretch.positions, stretch.envelopes))
        if told or moment >= ends or moment - spoke >= pace.beat:
            spoke = moment
            yield told + b"id: %d\n: still here\n\n" % after
        if moment >= ends:
            return
        if wait(0.0 if stretch.more else pace.look):
            return


def _message(position: int, envelope: bytes) -> bytes:
    """One event; an envelope is compact JSON, in which a line break is never written as one."""
    return b"id: %d\ndata: %s\n\n" % (position, envelope)
