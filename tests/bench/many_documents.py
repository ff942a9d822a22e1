"""How long the one search takes with 1,000, 10,000 and 100,000 documents, on both databases.

`python -m tests.bench.many_documents [sqlite|postgresql] [most]` fills a catalogue step by step and prints, for each
kind of question, the median and the 95th percentile in milliseconds, through the whole service, without a network.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from sqlalchemy import Table, insert, text

from services.sharing.model import ROOM, Document, SearchEntry, mark_of
from services.sharing.service import build
from shared import clock, logs
from shared.dutch.index import count_words, line_of, terms_of
from shared.dutch.words import ANALYSIS, words_of
from shared.ids import new_id
from tests.bench.many_ideas import CHUNK, STEPS, chance, measured, plain, word, words
from tests.bench.migrated import migrated_world
from tests.kit.world import World

KINDS = ("publication",) * 10 + ("idea",) * 6 + ("proeftuin",) * 3 + ("dataset",)


def fill(world: World, count: int) -> None:
    """So many further documents, as if they had been told of one by one."""
    while count > 0:
        with world.service.database.transaction() as session:
            rows = [_document() for _ in range(min(CHUNK, count))]
            count -= len(rows)
            session.execute(insert(_table(Document)), rows)
            session.execute(insert(_table(SearchEntry)), [_entry(row) for row in rows])


def learn(world: World) -> None:
    """Count what is not counted, as the schedule does."""
    done = 1
    while done:
        with world.service.database.transaction() as session:
            done = count_words(session, ROOM)
    if not world.service.database.sqlite:
        with world.service.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _table(noun: type[Document] | type[SearchEntry]) -> Table:
    table = noun.__table__
    assert isinstance(table, Table)
    return table


def _document() -> dict[str, object]:
    said = {"title": words(4), "text": words(50), "themes": [word()], "municipality": None, "language": "nl"}
    known = {"kind": chance.choice(KINDS), "state": "published", "heard": 1, "state_heard": 1, "shown": True}
    return {"id": new_id(), "proeftuin_id": None, "at": clock.now(), **said, **known}


def _entry(document: dict[str, object]) -> dict[str, object]:
    title = words_of(str(document["title"]))
    every = [*title, *words_of(str(document["text"]))]
    lines = [line_of(terms_of(some, frozenset())) for some in (title, every)]
    terms = f"{lines[1]} {mark_of('kind', str(document['kind']))}"
    facts = {"document_id": document["id"], "title_terms": lines[0], "terms": terms, "counted": False}
    return {**facts, "words": " ".join(sorted(set(every))), "analysis": ANALYSIS}


def questions() -> dict[str, Callable[[], str]]:
    """What is asked, other words each time."""
    return {
        "newest": lambda: "/search?limit=20",
        "one word": lambda: f"/search?limit=20&q={word()}",
        "a common word": lambda: f"/search?limit=20&q={plain[chance.randrange(5)]}",
        "two words": lambda: f"/search?limit=20&q={words(2)}",
        "two common words": lambda: f"/search?limit=20&q={'+'.join(chance.sample(plain[:8], 2))}",
        "two words, publications": lambda: f"/search?limit=20&q={words(2)}&type=publication",
        "one word, datasets": lambda: f"/search?limit=20&q={word()}&type=dataset",
    }


def main(kinds: list[str], most: int) -> None:
    logs.configure("bench", level=50)
    for kind in kinds:
        print(f"| {kind} | {' | '.join(questions())} |", flush=True)
        with migrated_world(build, kind) as world:
            there = 0
            for step in STEPS:
                fill(world, int(most * step) - there)
                there = int(most * step)
                learn(world)
                cells = " | ".join(measured(world, ask) for ask in questions().values())
                print(f"| {there:,} | {cells} |", flush=True)


if __name__ == "__main__":
    asked = sys.argv[1:]
    main([asked[0]] if asked else ["sqlite", "postgresql"], int(asked[1]) if len(asked) > 1 else 100_000)
