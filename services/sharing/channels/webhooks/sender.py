"""Sending what is due, many addresses at a time. This thread alone speaks to the database, the others only call.

Nothing marks what is under way: a process that ends before a call is written down leaves it pending, and it is made
again, under the same id. So everything arrives at least once, whatever is killed when.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

import structlog

from services.sharing.channels.webhooks.calling import Errand
from services.sharing.channels.webhooks.hands import Hands
from services.sharing.channels.webhooks.lanes import Lanes, Ticket
from services.sharing.channels.webhooks.packing import errands_of, waiting
from services.sharing.queries.webhooks import is_behind
from services.sharing.use_cases import webhook_deliveries as ledger
from services.sharing.use_cases.webhook_deliveries import Call
from shared import clock, metrics
from shared.bus.relay import leadership
from shared.db import Database
from shared.failpoints import failpoint
from shared.settings import Settings

Came = tuple[Ticket, Errand, Call]
POLL = 0.1
GRACE = 2.0
LINGER = 0.003
"""What comes back so soon after another is written down with it: a commit costs more than the wait."""
TOGETHER = 100
"""So many calls at most are written down in one transaction."""

log = structlog.get_logger()


class Sender:
    """The way out to all webhooks. One process leads; another that also runs stands by."""

    def __init__(self, database: Database, settings: Settings, call: Callable[[Errand], Call]) -> None:
        self.database, self.settings, self.call = database, settings, call
        self.lanes, self.hands = Lanes(), Hands(self._call)
        self.came: queue.SimpleQueue[Came] = queue.SimpleQueue()

    def run(self, stop: threading.Event) -> None:
        """Until `stop`: send what is due."""
        while not stop.is_set():
            with leadership(self.database, "sharing.webhooks") as leading:
                while leading.holds() and not stop.is_set():
                    self.step()
            stop.wait(1.0)
        self._finish()

    def step(self, wait: float = POLL) -> int:
        """Write down what came back, take in what happened, send what is due. Returns how much was done."""
        return self._note(wait) + self._queue() + self._send()

    @property
    def busy(self) -> bool:
        """Whether calls are under way."""
        return bool(self.lanes.under_way)

    def _queue(self) -> int:
        with self.database.reading() as session:
            if not is_behind(session):
                return 0
        with self.database.transaction() as session:
            queued = ledger.queue_events(session)
        failpoint("webhooks.queued")
        return queued

    def _send(self) -> int:
        if self.lanes.is_full():
            return 0
        with self.database.reading() as session:
            due = waiting(session)
            admitted = self.lanes.admit(due.tickets)
            facts = {"secret_key": self.settings.secret_key, "origin": self.settings.public_url}
            errands = errands_of(session, due, admitted, **facts) if admitted else {}
        for ticket, errand in errands.items():
            failpoint("webhooks.before_call")
            self.hands.give((ticket, errand))
        return len(errands)

    def _call(self, given: tuple[Ticket, Errand]) -> None:
        """In a thread of its own."""
        ticket, errand = given
        try:
            call = self.call(errand)
        except Exception as error:
            log.error("webhook_call_failed", error=type(error).__name__)
            call = Call(at=clock.now(), latency_ms=0, error=f"No answer: {type(error).__name__}")
        failpoint("webhooks.after_call")
        self.came.put((ticket, errand, call))

    def _note(self, wait: float) -> int:
        """Wait a moment for the first call that comes back, and write down all that did."""
        came = self._collect(wait)
        if not came:
            return 0
        try:
            # What a power cut undoes is called again, and that is no more than was promised.
            with self.database.transaction(durable=False) as session:
                ledger.note_calls(session, {ticket.id: call for ticket, errand, call in came if not errand.word})
                for ticket, errand, call in came:
                    if errand.word:
                        ledger.note_challenge(session, ticket.webhook_id, call, errand.url)
        finally:
            for ticket, _, call in came:
                self.lanes.leave(ticket)
                metrics.webhook_calls.labels("succeeded" if call.succeeded else "failed").inc()
        failpoint("webhooks.noted")
        return len(came)

    def _collect(self, wait: float) -> list[Came]:
        came = []
        try:
            came.append(self.came.get(timeout=wait))
            while len(came) < min(TOGETHER, len(self.lanes.under_way)):
                came.append(self.came.get(timeout=LINGER))
        except queue.Empty:
            pass
        return came

    def _finish(self) -> None:
        """What is still under way gets two seconds to come back; what does not is called again at the next start."""
        until = clock.monotonic() + GRACE
        while self.busy and clock.monotonic() < until:
            self._note(POLL)
