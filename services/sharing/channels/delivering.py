"""Bringing what the ledger holds to one channel: commit that it goes out, call, write down what became of it.

Never a transaction open while the other side is waited for; never a second copy: where it is not known whether
something arrived, the channel is looked at first. One process at a time leads; what it left unsure is looked after.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from services.sharing.channels.channel import (
    Channel,
    Later,
    LoginRefused,
    Message,
    NoAnswer,
    Refused,
    Remote,
    RemovedThere,
)
from services.sharing.model import Delivery, Post
from services.sharing.use_cases import deliveries
from services.sharing.use_cases.channel_pauses import end_pause, pause_channel
from services.sharing.use_cases.sharing_plans import plan_of
from shared import clock, metrics
from shared.bus.relay import leadership
from shared.bus.retry import LADDER, PATIENCE
from shared.db import Database
from shared.failpoints import failpoint

Writing = Callable[[Session], None]
"""What is written down of a call, once it is over."""

POLL = 1.0
IDLE = 5.0
"""Seconds from one look to the next while nothing is due; what is heard meanwhile wakes at once."""
GLANCE = 0.1
PLAN_COMES = 3600.0
"""Seconds until it is looked again whether there is a sharing plan; word of one wakes what waits at once."""

log = structlog.get_logger()


@dataclass(frozen=True)
class Errand:
    """One delivery, loaded: what to bring, and what stands there as far as we know."""

    id: UUID
    deed: str
    unsure: bool
    attempts: int
    since: datetime
    message: Message
    known: Remote | None
    known_hash: str | None
    removed_there: bool
    moot: str | None = None
    """The state in which it ends without being brought: a later word came, or the plan says no. Where it may have
    arrived that is looked after, and no text goes out that was taken back meanwhile."""

    @property
    def not_yet(self) -> str:
        """The state of what could not be tried: what may have arrived before stays in doubt until it is looked at."""
        return "unknown" if self.unsure else "waiting"


class Deliverer:
    """One channel's way out. `awake` is set by whoever wrote something into the ledger in this process."""

    def __init__(self, database: Database, channel: Channel, awake: threading.Event | None = None) -> None:
        self.database, self.channel, self.name = database, channel, channel.name
        self.awake = awake or threading.Event()

    def run(self, stop: threading.Event) -> None:
        """Until `stop`: bring what is due, at the channel's pace."""
        while not stop.is_set():
            with leadership(self.database, f"sharing.{self.name}") as leading:
                if leading.holds():
                    self.begin()
                while leading.holds() and not stop.is_set():
                    self.awake.clear()  # before looking: what is written after the look wakes
                    if self.step():
                        stop.wait(self.channel.pause_between)
                    else:
                        self._rest(stop)
            stop.wait(POLL)

    def _rest(self, stop: threading.Event) -> None:
        """Until something was heard, or it is time to look again: for what falls due, and what others wrote."""
        until = clock.monotonic() + IDLE
        while not stop.is_set() and clock.monotonic() < until:
            if self.awake.wait(GLANCE):
                return

    def begin(self) -> None:
        """Doubt what was under way when the last process ended; a new start is a new chance for a refused log-in."""
        with self.database.transaction() as session:
            deliveries.doubt_what_was_under_way(session, self.name)
            end_pause(session, self.name)

    def step(self) -> bool:
        """Bring one; says whether there was one that may be followed by the next."""
        errand = self._next()
        if errand is None:
            return False
        failpoint("channel.before_call")
        outcome = self._bring(errand)
        failpoint("channel.after_call")
        with self.database.transaction() as session:
            outcome(session)
        metrics.delivered.labels(self.name).inc()
        return True

    def _next(self) -> Errand | None:
        while True:
            with self.database.reading() as session:
                if not deliveries.anything_due(session, self.name):
                    return None
            with self.database.transaction() as session:
                found = deliveries.next_delivery(session, self.name)
                if found is None:
                    return None
                post = session.get_one(Post, found.post_id)
                plan = plan_of(session, self.name, post.proeftuin_id)
                wanted = found.deed == "retract" or (plan is not None and plan.wanted)
                if wanted or found.state == "unknown":
                    moot = deliveries.overtaken_by(session, found) or ("skipped" if plan and not wanted else None)
                    return errand_of(found, post, plan.target if plan else None, moot)
                _stay_home(found, known=plan is not None)

    def _bring(self, errand: Errand) -> Writing:
        """Call the channel; returns what is to be written down."""
        try:
            if errand.deed == "retract":
                return self._take_back(errand)
            return self._put(errand)
        except RemovedThere as error:
            why = str(error)
            if errand.deed == "retract":
                return lambda session: deliveries.note_taken_back(session, errand.id)
            return lambda session: deliveries.note_stuck(session, errand.id, "removed-there", why)
        except Refused as error:
            why = str(error)
            return lambda session: deliveries.note_stuck(session, errand.id, "parked", why)
        except LoginRefused as error:
            return self._pause(errand, str(error))
        except Later as error:
            return self._again(errand, errand.not_yet, str(error), error.seconds)
        except NoAnswer as error:
            return self._again(errand, "unknown", str(error), None)
        except Exception as error:  # whatever it was, it may have happened after the text arrived
            log.error("channel_failed", channel=self.name, error=f"{type(error).__name__}: {error}"[:300])
            return self._again(errand, "unknown", f"{type(error).__name__}: {error}", None)

    def _put(self, errand: Errand) -> Writing:
        if errand.removed_there:
            raise RemovedThere("It was removed there before.")
        if errand.moot:
            return self._look_after(errand, errand.moot)
        there = errand.known
        if errand.unsure or there is None:
            there = self.channel.find(errand.message, errand.known)
        if there is None or errand.unsure or errand.known_hash != errand.message.hash:
            there = self.channel.put(errand.message, there)
        stands, body_hash = there, errand.message.hash
        return lambda session: deliveries.note_delivered(
            session, errand.id, remote_id=stands.id, url=stands.url, body_hash=body_hash
        )

    def _look_after(self, errand: Errand, state: str) -> Writing:
        """See whether something stands there, for the delivery that comes next, and send nothing."""
        there = self.channel.find(errand.message, errand.known)
        return lambda session: deliveries.note_moot(
            session, errand.id, state, remote_id=there.id if there else None, url=there.url if there else None
        )

    def _take_back(self, errand: Errand) -> Writing:
        there = errand.known or self.channel.find(errand.message, None)
        if there is not None:
            self.channel.take_back(errand.message, there)
        return lambda session: deliveries.note_taken_back(session, errand.id)

    def _pause(self, errand: Errand, why: str) -> Writing:
        """The whole channel stands still; this delivery waits with the others."""
        log.error("channel_paused", channel=self.name, why=why)

        def write(session: Session) -> None:
            pause_channel(session, self.name, why)
            deliveries.note_trouble(session, errand.id, errand.not_yet, 0, why)

        return write

    def _again(self, errand: Errand, state: str, why: str, seconds: float | None) -> Writing:
        """Later, more and more seldom; after two weeks a person looks."""
        if clock.now() - errand.since > PATIENCE:
            return lambda session: deliveries.note_stuck(session, errand.id, "parked", why)
        delay = seconds if seconds is not None else LADDER[min(errand.attempts, len(LADDER)) - 1]
        return lambda session: deliveries.note_trouble(session, errand.id, state, delay, why)


def errand_of(found: Delivery, post: Post, target: str | None, moot: str | None) -> Errand:
    """What the channel needs to know, free of the database; from now on it is under way."""
    unsure = found.state == "unknown"
    found.send()
    text = {name: getattr(found, name) for name in ("kind", "title", "body", "language", "licence", "url")}
    return Errand(
        id=found.id,
        deed=found.deed,
        unsure=unsure,
        attempts=found.attempts,
        since=found.wanted_at,
        message=Message(id=post.id, target=target, **text),
        known=Remote(post.remote_id, post.remote_url) if post.remote_id else None,
        known_hash=post.body_hash,
        removed_there=post.removed_there,
        moot=moot,
    )


def _stay_home(found: Delivery, *, known: bool) -> None:
    """This proeftuin does not share here. Where word of its plan has not come yet, it waits for that word."""
    if known:
        found.end("skipped", "The proeftuin's sharing plan does not name this channel.")
    else:
        found.wait("waiting", PLAN_COMES, "Word of the proeftuin's sharing plan has not come yet.")
