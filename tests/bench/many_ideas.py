"""How long ideas takes to answer with 1,000, 10,000 and 100,000 ideas, on both databases.

`python -m tests.bench.many_ideas [sqlite|postgresql] [most]` fills a database step by step and prints, for each kind of
question, the median and the 95th percentile in milliseconds, through the whole service but without a network.
TEST_POSTGRESQL_URL says where databases may be made; what is made is dropped again.
"""

from __future__ import annotations

import random
import statistics
import sys
from collections.abc import Callable
from uuid import UUID

from sqlalchemy import Table, insert, text

from services.ideas.model import Idea, SearchEntry
from services.ideas.search.index import count_words
from services.ideas.service import build
from shared import clock, logs
from shared.dutch.index import line_of, terms_of
from shared.dutch.parts import PARTS
from shared.dutch.words import ANALYSIS, words_of
from shared.ids import new_id
from tests.bench.migrated import migrated_world
from tests.kit.world import World

STEPS, TIMES, CHUNK = (0.01, 0.1, 1.0), 200, 1000
chance = random.Random(20)
plain = sorted(PARTS)
chance.shuffle(plain)


def word() -> str:
    """A word, common ones more often than rare ones; one in three a compound."""
    one = plain[int(len(plain) * chance.random() ** 2)]
    return one + chance.choice(plain) if chance.random() < 0.33 else one


def words(count: int) -> str:
    return " ".join(word() for _ in range(count))


def fill(world: World, count: int) -> list[UUID]:
    """So many further open ideas, as if they had been submitted one by one."""
    made: list[UUID] = []
    while len(made) < count:
        with world.service.database.transaction() as session:
            rows = [_idea() for _ in range(min(CHUNK, count - len(made)))]
            made += [UUID(str(row["id"])) for row in rows]
            session.execute(insert(_table(Idea)), rows)
            session.execute(insert(_table(SearchEntry)), [_entry(row) for row in rows])
    return made


def learn(world: World) -> None:
    """Count what is not counted, as the schedule does."""
    done = 1
    while done:
        with world.service.database.transaction() as session:
            done = count_words(session)
    if not world.service.database.sqlite:
        with world.service.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _table(noun: type[Idea] | type[SearchEntry]) -> Table:
    table = noun.__table__
    assert isinstance(table, Table)
    return table


def _idea() -> dict[str, object]:
    said = {"title": words(4), "what": words(30), "why": words(20), "concerns": [word()], "themes": [word()]}
    state = {"state": "open", "version": 2, "am_one_of_them": True, "municipality": None, "language": "nl"}
    at = clock.now()
    return {"id": new_id(), "author_id": new_id(), **said, **state, "created_at": at, "changed_at": at, "opened_at": at}


def _entry(idea: dict[str, object]) -> dict[str, object]:
    title = words_of(str(idea["title"]))
    every = [*title, *words_of(f"{idea['what']} {idea['why']}")]
    lines = [line_of(terms_of(some, frozenset())) for some in (title, every)]
    facts = {"idea_id": idea["id"], "title_terms": lines[0], "terms": lines[1], "words": " ".join(sorted(set(every)))}
    return {**facts, "analysis": ANALYSIS, "counted": False}


def questions(ids: list[UUID]) -> dict[str, Callable[[], str]]:
    """What is asked, other words each time."""
    return {
        "list": lambda: "/ideas?limit=20",
        "search, 2 words": lambda: f"/ideas?limit=20&q={words(2)}",
        "search, a common word": lambda: f"/ideas?limit=20&q={plain[chance.randrange(5)]}",
        "similar": lambda: f"/ideas/_similar?title={words(5)}&what={words(12)}",
        "one idea": lambda: f"/ideas/{chance.choice(ids)}",
    }


def measured(world: World, ask: Callable[[], str]) -> str:
    """The median and the 95th percentile in milliseconds."""
    took = []
    for _ in range(TIMES):
        path = ask()
        begun = clock.monotonic()
        answer = world.get(path)
        took.append(clock.monotonic() - begun)
        assert answer.status_code == 200, answer.text
    places = statistics.quantiles(took[10:], n=20)
    return f"{places[9] * 1000:.0f} / {places[-1] * 1000:.0f}"


def main(kinds: list[str], most: int) -> None:
    logs.configure("bench", level=50)
    for kind in kinds:
        with migrated_world(build, kind) as world:
            ids: list[UUID] = []
            for step in STEPS:
                ids += fill(world, int(most * step) - len(ids))
                learn(world)
                found = {name: measured(world, ask) for name, ask in questions(ids).items()}
                cells = " | ".join(f"{name} {took}" for name, took in found.items())
                print(f"| {kind} | {len(ids):,} | {cells} |", flush=True)


if __name__ == "__main__":
    asked = sys.argv[1:]
    main([asked[0]] if asked else ["sqlite", "postgresql"], int(asked[1]) if len(asked) > 1 else 100_000)
