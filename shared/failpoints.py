"""Named places where a test may kill or fail the process: FAILPOINTS="relay.after_confirm=kill@0.01,say.before=error".

Off unless the variable is set; a failpoint then costs one look into an empty dictionary.
"""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Mapping

_armed: dict[str, tuple[str, float]] = {}


class Failed(Exception):
    """A failpoint's own error."""


def arm(text: str) -> None:
    """Take the failpoints of `text`; an empty text disarms all."""
    _armed.clear()
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, _, what = part.partition("=")
        deed, _, chance = what.partition("@")
        if deed not in {"kill", "error"}:
            raise ValueError(f"a failpoint kills or errs, not “{deed}”")
        _armed[name] = (deed, float(chance or 1))


def arm_from_environment() -> None:
    """Take the failpoints named in the environment; called once, at the root of a process."""
    arm(os.environ.get("FAILPOINTS", ""))


def armed() -> Mapping[str, tuple[str, float]]:
    """What is armed now."""
    return dict(_armed)


def failpoint(name: str) -> None:
    """Here the process may be killed, as if the power went, or fail, as if the disk did."""
    if not _armed or name not in _armed:
        return
    deed, chance = _armed[name]
    if random.random() >= chance:
        return
    if deed == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    raise Failed(name)
