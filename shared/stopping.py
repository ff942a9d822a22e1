"""Whether this process was asked to stop: for answers that would else go on for minutes, and be waited for."""

from __future__ import annotations

_asked = False


def ask() -> None:
    """Called from a signal handler, so it does no more than this: a lock taken there might be held already."""
    global _asked
    _asked = True


def asked() -> bool:
    """Look now and then, at least twice a second."""
    return _asked
