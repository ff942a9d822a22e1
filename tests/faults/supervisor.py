"""Starts the children, and starts them again when they die, each life with another failpoint until all had a turn."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import threading
from collections import Counter, deque
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.context import ForkServerProcess

from shared import clock
from tests.faults import children
from tests.faults.children import Orders

PATIENCE = 15.0
"""Seconds a life may last with a failpoint that does not come up; then it is put back, and the life ends otherwise."""

nursery = multiprocessing.get_context("forkserver")
nursery.set_forkserver_preload(["tests.faults.children"])


@dataclass
class Slot:
    """One place for a child: what it is to be, and which failpoints those of its role still have to die of."""

    orders: Orders
    failpoints: deque[str] = field(default_factory=deque)
    process: ForkServerProcess | None = None
    armed: str = ""
    born: float = 0.0
    lives: int = 0

    def start(self) -> None:
        """A new life, with the next failpoint if there is one left."""
        self.armed = self.failpoints[0] if self.failpoints else ""
        orders = replace(
            self.orders, failpoints=self.armed or self.orders.failpoints, seed=self.orders.seed + self.lives
        )
        self.process = nursery.Process(target=children.run, args=(orders,), daemon=True)
        self.process.start()
        self.born, self.lives = clock.monotonic(), self.lives + 1

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.is_alive()

    def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        if self.alive and self.process is not None and self.process.pid:
            with suppress(ProcessLookupError):  # it may end at any moment
                os.kill(self.process.pid, number)

    def end(self, seconds: float = 20) -> None:
        """Ask it to stop; insist when it does not."""
        if self.process is not None:
            self.kill(signal.SIGTERM)
            self.process.join(seconds)
            self.kill()
            self.process.join(5)


class Supervisor:
    """All slots of a run, watched by one thread."""

    def __init__(self, slots: Iterable[Slot], seed: int) -> None:
        self.slots = list(slots)
        self.kills: Counter[str] = Counter()
        self.last_fault = clock.monotonic()
        self._chance = random.Random(seed)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def start(self) -> None:
        for slot in self.slots:
            slot.start()
        self._thread.start()

    def kill_one(self) -> None:
        """End a child picked at random."""
        self._end(self._chance.choice(self.slots))

    def _end(self, slot: Slot) -> None:
        if slot.alive:
            slot.armed = ""
            slot.kill()
            self.note(f"{slot.orders.role} at random")

    def note(self, what: str) -> None:
        self.kills[what] += 1
        self.last_fault = clock.monotonic()

    @property
    def waiting(self) -> int:
        """How many failpoints have yet to come up."""
        return sum(map(len, {id(slot.failpoints): slot.failpoints for slot in self.slots}.values()))

    def calm(self) -> None:
        """No more faults: children that die from here on died of themselves."""
        for slot in self.slots:
            slot.failpoints.clear()

    def end(self) -> None:
        self._stop.set()
        self._thread.join(10)
        for slot in self.slots:
            slot.end()

    def _watch(self) -> None:
        while not self._stop.wait(0.02):
            for slot in self.slots:
                if not slot.alive:
                    self._bury(slot)
                    slot.start()
                elif slot.failpoints and clock.monotonic() - slot.born > PATIENCE:
                    slot.failpoints.rotate(-1)
                    self._end(slot)

    def _bury(self, slot: Slot) -> None:
        """A child that was killed while it had a failpoint, and not by us, died of that."""
        if slot.armed and slot.process is not None and slot.process.exitcode == -signal.SIGKILL:
            self.note(slot.armed.partition("=")[0])
            if slot.failpoints and slot.failpoints[0] == slot.armed:
                slot.failpoints.popleft()
