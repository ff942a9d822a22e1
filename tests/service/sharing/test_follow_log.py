"""Whoever follows the public event log by its cursor reads every event once, however many write meanwhile."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from services.sharing.use_cases.public_log import log_event
from shared.events.envelope import decode, open_envelope
from tests.kit.world import World
from tests.service.sharing.conftest import posted


def write(world: World, *bodies: bytes) -> None:
    """Log these in one transaction, as a batch is."""
    with world.service.database.transaction() as session:
        for body in bodies:
            heard = open_envelope(decode(body))
            assert heard is not None
            log_event(session, heard)


def read(world: World, after: str) -> tuple[list[str], str]:
    """The titles that stand after the cursor, and the next cursor; through a client of its own."""
    page: dict[str, Any] = world.another_client().get(f"/api/sharing/v1/events?after={after}&limit=3").get_json()
    return [each["data"]["title"] for each in page["items"]], page["cursor"]


def test_who_reads_while_two_write_at_once_skips_neither(sharing: World) -> None:
    first, second = (sharing.envelope(posted(title=title)) for title in ("Een", "Twee"))
    heard = open_envelope(decode(first))
    assert heard is not None
    with ThreadPoolExecutor(1) as pool:
        with sharing.service.database.transaction() as session:
            log_event(session, heard)
            faster = pool.submit(write, sharing, second)
            with pytest.raises(TimeoutError):
                faster.result(0.3)  # or it would stand before us, and be read before us
            seen, cursor = read(sharing, "0")
            assert seen == []
        faster.result(10)
    assert read(sharing, cursor)[0] == ["Een", "Twee"]


def test_who_follows_reads_all_of_them_once_and_in_one_order(sharing: World) -> None:
    titles = [f"Week {number}" for number in range(60)]
    bodies = [sharing.envelope(posted(title=title)) for title in titles]

    def follow(writers: list[Future[None]]) -> list[str]:
        found, cursor, over = [], "0", False
        while not over:
            over = all(each.done() for each in writers)  # asked before reading: what comes after it we would have seen
            seen, cursor = read(sharing, cursor)
            found += seen
            over = over and not seen
        return found

    with ThreadPoolExecutor(5) as pool:
        batches = [bodies[start : start + 4] for start in range(0, 60, 4)]
        writers = [pool.submit(write, sharing, *batch) for batch in batches]
        one, another = (pool.submit(follow, writers) for _ in range(2))
    assert [each.result() for each in writers] == [None] * len(batches)
    assert sorted(one.result()) == sorted(titles)
    assert one.result() == another.result()
