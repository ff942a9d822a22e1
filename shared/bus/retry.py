"""When a failed event is tried again: transient trouble for two weeks, anything else five times within a minute."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import httpx
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shared.errors import Retry

TRANSIENT = (Retry, OperationalError, InterfaceError, PoolTimeout, ConnectionError, TimeoutError, httpx.TransportError)
PATIENCE = timedelta(days=14)
LADDER = (1, 5, 30, 120, 600, 3600, 6 * 3600)
BRIEF = (2, 6, 15, 30)


def next_attempt(error: Exception, attempts: int, received_at: datetime, now: datetime) -> datetime | None:
    """The moment of the next try after `attempts` failed ones; None when it is time for a person to look."""
    if isinstance(error, TRANSIENT):
        if now - received_at > PATIENCE:
            return None
        delay = LADDER[min(attempts, len(LADDER)) - 1]
        return now + timedelta(seconds=delay * random.uniform(0.8, 1.2))
    if attempts > len(BRIEF):
        return None
    return now + timedelta(seconds=BRIEF[attempts - 1])
