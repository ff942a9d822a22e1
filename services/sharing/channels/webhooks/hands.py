"""Threads that make calls: as many as there are calls at a time, used again, and gone when there is nothing to do.

They are daemons, so that no address that hangs can keep the process from ending.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
IDLE = 5.0


class Hands(Generic[T]):
    """Give work away; it is begun at once."""

    def __init__(self, work: Callable[[T], None]) -> None:
        self._work = work
        self._waiting: queue.SimpleQueue[T] = queue.SimpleQueue()
        self._idle = threading.Semaphore(0)

    def give(self, task: T) -> None:
        """Have this done now, by a thread that is idle or a new one."""
        self._waiting.put(task)
        if not self._idle.acquire(blocking=False):
            threading.Thread(target=self._run, name="webhooks.call", daemon=True).start()

    def _run(self) -> None:
        while True:
            try:
                task = self._waiting.get(timeout=IDLE)
            except queue.Empty:
                if self._idle.acquire(blocking=False):
                    return
                continue  # somebody counts on this thread already
            self._work(task)
            self._idle.release()
