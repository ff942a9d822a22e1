"""Whether this process was asked to stop, for answers that would else go on for minutes; and how it ends."""

from __future__ import annotations

import logging
import os
import sys
from typing import NoReturn

_asked = False


def ask() -> None:
    """Called from a signal handler, so it does no more than this: a lock taken there might be held already."""
    global _asked
    _asked = True


def asked() -> bool:
    """Look now and then, at least twice a second."""
    return _asked


def leave(code: int = 0) -> NoReturn:
    """End this process now, once everything it had to write is written: taking its memory apart takes it seconds."""
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code)
