"""What a crash left behind: files that nobody wrote down, and what was on its way when something broke."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

from shared import clock
from shared.storage.store import Store

GRACE = timedelta(days=1)
"""What is younger may still be on its way, or its row not committed yet."""
AT_ONCE = 500


def sweep(store: Store, known: Callable[[Collection[str]], Collection[str]]) -> int:
    """Remove what is older than a day and not among the `known` keys. Returns how many."""
    old, gone = clock.now() - GRACE, 0
    aged = (key for key, since in store.kept() if since < old)
    while some := list(islice(aged, AT_ONCE)):
        for key in set(some) - set(known(some)):
            store.remove(key)
            gone += 1
    return gone + sum(1 for _ in _unfinished(store, old))


def _unfinished(store: Store, old: datetime) -> Iterator[None]:
    """Remove what never arrived."""
    for path in store.arriving().parent.glob("*"):
        if datetime.fromtimestamp(path.stat().st_mtime, UTC) < old:
            path.unlink(missing_ok=True)
            yield
