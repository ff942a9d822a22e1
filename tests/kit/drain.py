"""Waiting in tests: for a fact, with a deadline, and never just for time to pass."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

T = TypeVar("T")
GLANCE = 0.01


class Steps(Protocol):
    """Something that does a piece of work and says how much it was: an applier, a relay bound to its publisher."""

    def step(self) -> int: ...


def until(found: Callable[[], T], seconds: float = 20, what: str = "") -> T:
    """Look until `found` gives something true, and return that. Raises TimeoutError after `seconds`."""
    deadline = time.monotonic() + seconds
    while True:
        if answer := found():
            return answer
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {seconds:.0f} s: {what or found}")
        time.sleep(GLANCE)


def drain(*workers: Steps, seconds: float = 20) -> int:
    """Let all of these work until none finds anything to do. Returns how much was done."""
    deadline, total = time.monotonic() + seconds, 0
    while done := sum(_steps(workers)):
        total += done
        if time.monotonic() > deadline:
            raise TimeoutError(f"still work to do after {seconds:.0f} s")
    return total


def _steps(workers: Iterable[Steps]) -> Iterable[int]:
    return [worker.step() for worker in workers]
