"""How long experiments takes to answer with 100, 1,000, 10,000 proeftuinen, a million lines of story, 200,000 stints.

`python -m tests.bench.many_proeftuinen [sqlite|postgresql] [most]` fills a database step by step and prints, for each
kind of question, the median and the 95th percentile in milliseconds over WSGI, without a network, and both as ratios of
the last step to the first.
TEST_POSTGRESQL_URL says where databases may be made; what is made is dropped again.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable
from uuid import UUID

from sqlalchemy import insert, text

from services.experiments.service import build
from shared import clock, logs
from tests.bench import proeftuin_rows as made
from tests.bench.migrated import migrated_world
from tests.kit.world import World

STEPS, TIMES, CHUNK = (0.01, 0.1, 1.0), 100, 100
Ask = Callable[[], str]


def fill(world: World, first: int, until: int) -> list[UUID]:
    """Further proeftuinen, up to so many."""
    ids: list[UUID] = []
    if first == 0:
        _insert(world, made.around())
    while first + len(ids) < until:
        more, rows = made.proeftuinen(first + len(ids), min(CHUNK, until - first - len(ids)))
        _insert(world, rows)
        ids += more
    with world.service.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if world.service.database.sqlite else "VACUUM ANALYZE"))
    return ids


def _insert(world: World, rows: made.Rows) -> None:
    with world.service.database.transaction() as session:
        for table, some in rows.items():
            session.execute(insert(table.__table__), some)


def questions(ids: list[UUID]) -> dict[str, Ask]:
    """What is asked, something else each time."""

    def one() -> str:
        return f"/proeftuinen/{made.chance.choice(ids)}"

    def listed(query: str) -> str:
        return f"/proeftuinen?limit=20&{query}"

    return {
        "list": lambda: listed("state=running"),
        "list, municipality": lambda: listed(f"municipality={made.chance.choice(list(made.places.values()))}"),
        "list, municipality, nowhere": lambda: listed(f"municipality={made.word()}"),
        "list, werkkring": lambda: listed(f"werkkringId={made.chance.choice(list(made.places))}"),
        "list, seeks": lambda: listed(f"seeks={made.chance.choice(('partner', 'research', 'nothing'))}"),
        "list, q, a common word": lambda: listed(f"q={made.common_word()}"),
        "list, q, three words": lambda: listed(f"q={made.word()} {made.word()} {made.word()}"),
        "list, q, nowhere": lambda: listed(f"q=zz{made.word()}"),
        "mine": lambda: listed("mine=true"),
        "page": one,
        "readiness": lambda: f"{one()}/readiness",
        "timeline": lambda: f"{one()}/timeline?limit=50",
        "timeline, kinds": lambda: f"{one()}/timeline?kinds=commitment,update.posted&order=newest",
        "stints": lambda: f"{one()}/stints?limit=50",
        "dossier": lambda: f"{one()}/dossier",
    }


def measured(world: World, ask: Ask) -> tuple[float, float]:
    """The median and the 95th percentile in milliseconds; the first tenth warms up."""
    took = []
    for n in range(TIMES + TIMES // 10):
        path = ask()
        begun = clock.monotonic()
        answer = world.get(path, by=made.people[n])
        took.append(clock.monotonic() - begun)
        assert answer.status_code == 200, answer.text
    places = statistics.quantiles(took[TIMES // 10 :], n=20)
    return places[9] * 1000, places[-1] * 1000


def main(kinds: list[str], most: int) -> None:
    """Print a table for each kind of database."""
    logs.configure("bench", level=50)
    for kind in kinds:
        with migrated_world(build, kind) as world:
            ids: list[UUID] = []
            found: dict[str, list[tuple[float, float]]] = {}
            for step in STEPS:
                begun = clock.monotonic()
                ids += fill(world, len(ids), int(most * step))
                print(f"{kind}: {len(ids):,} proeftuinen, filled in {clock.monotonic() - begun:.0f} s", flush=True)
                for name, ask in questions(ids).items():
                    found.setdefault(name, []).append(measured(world, ask))
            sizes = " | ".join(f"{int(most * step):,}" for step in STEPS)
            print(f"\n| {kind}, p50 / p95 in ms | {sizes} | last ÷ first |\n|---|---|---|---|---|")
            for name, took in found.items():
                ratios = " / ".join(f"{last / first:.1f}" for first, last in zip(took[0], took[-1], strict=True))
                cells = " | ".join(f"{half:.0f} / {most_of_them:.0f}" for half, most_of_them in took)
                print(f"| {name} | {cells} | {ratios} |", flush=True)


if __name__ == "__main__":
    asked = sys.argv[1:]
    main([asked[0]] if asked else ["sqlite", "postgresql"], int(asked[1]) if len(asked) > 1 else 10_000)
