"""How fast a follower reads the public event log from the beginning, with 10,000 and with 1,000,000 events in it.

`python -m tests.bench.event_log [sqlite|postgresql] [most]` fills a log with the samples of every public event, reads
all of it page by page through the whole service but without a network, and prints events a second and how long a page
takes. TEST_POSTGRESQL_URL says where databases may be made; what is made is dropped again.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any

from sqlalchemy import Table, text

from deploy.documents.samples import SAMPLES
from services.sharing.model import PublicEvent, PublicPosition, public_types
from services.sharing.service import build
from shared import clock, logs
from shared.bus.sql import insert_many, upsert
from shared.ids import new_id
from tests.bench.migrated import migrated_world
from tests.kit.world import World

STEPS, CHUNK, PAGE = (0.01, 1.0), 5000, 200
RARE = "ideas.call.closed.v1"


def lines() -> Iterator[dict[str, Any]]:
    """Lines for the log without end, each type as often as any other: the samples, each with an id of its own."""
    samples = [(each.routing_key, (SAMPLES / each.routing_key / "1.json").read_bytes()) for each in public_types()]
    for position, (key, envelope) in enumerate(cycle(samples), 1):
        facts = {"event_id": new_id(), "routing_key": key, "subject": new_id(), "envelope": envelope}
        yield {"position": position, **facts}


def fill(world: World, coming: Iterator[dict[str, Any]], count: int) -> int:
    """So many further lines, in bulk. Returns how many bytes their envelopes are on the average."""
    size, left = 0, count
    while left:
        rows = list(islice(coming, min(CHUNK, left)))
        with world.service.database.transaction() as session:
            statement, parameters = insert_many(session, _table(PublicEvent), rows)
            session.execute(statement, parameters)
            upsert(session, _table(PublicPosition), {"id": 1, "last": rows[-1]["position"]})
        left, size = left - len(rows), size + sum(len(row["envelope"]) for row in rows)
    if not world.service.database.sqlite:
        with world.service.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
    return size // count


def _table(noun: type[PublicEvent] | type[PublicPosition]) -> Table:
    table = noun.__table__
    assert isinstance(table, Table)
    return table


def replay(world: World, types: str = "") -> tuple[int, list[float]]:
    """Read the log from its beginning to its end; how many events came, and how long each page took."""
    client, took, came = world.another_client(), [], 0
    path: str | None = f"/api/sharing/v1/events?limit={PAGE}{types}"
    while path:
        begun = clock.monotonic()
        answer = client.get(path)
        took.append(clock.monotonic() - begun)
        page = answer.get_json()
        came, path = came + len(page["items"]), page["next"]
    return came, took


def row(world: World, kind: str, size: int) -> str:
    """One line of the table: everything, the last hundredth of the pages, and one type among all."""
    came, took = replay(world)
    rare, rare_took = replay(world, f"&types={RARE}")
    pages = [f"{_p95(part):.1f} ms" for part in (took, took[-max(2, len(took) // 100) :], rare_took)]
    return f"| {kind} | {came:,} of {size} B | {came / sum(took):,.0f} | {' | '.join(pages)} ({rare:,} events) |"


def _p95(took: list[float]) -> float:
    return 1000 * (statistics.quantiles(took, n=20)[-1] if len(took) > 1 else took[0])


def main(kinds: list[str], most: int) -> None:
    logs.configure("bench", level=50)
    print("| log | events | events/s | p95, a page of 200 | p95, last hundredth | p95, one type |")
    print("|---|---|---|---|---|---|")
    for kind in kinds:
        with migrated_world(build, kind) as world:
            world.get("/events")  # the first request does what is done once
            coming, filled = lines(), 0
            for step in STEPS:
                size = fill(world, coming, int(most * step) - filled)
                filled = int(most * step)
                print(row(world, kind, size), flush=True)


if __name__ == "__main__":
    asked = sys.argv[1:]
    main([asked[0]] if asked else ["sqlite", "postgresql"], int(asked[1]) if len(asked) > 1 else 1_000_000)
