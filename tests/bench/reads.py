"""What an answer of ideas costs in processor time, as a share of what Flask and psycopg alone need for the same.

`python -m tests.bench.reads` asks both in turns (ours, bare, bare, ours; five times) for a list of twenty ideas, for
one idea, and for a new draft, over WSGI without a network, on PostgreSQL. The bare side checks nothing and says nothing
on the bus; it reads the same rows with one statement written by hand. TEST_POSTGRESQL_URL says where databases may be
made.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from itertools import cycle
from uuid import UUID

import psycopg
from flask import Flask, Response, json, request
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb
from werkzeug.test import Client

from services.ideas.service import build
from shared import logs
from shared.ids import new_id
from tests.bench.many_ideas import fill
from tests.bench.migrated import migrated_world
from tests.kit.keys import token
from tests.kit.world import World

TURNS, TIMES, IDEAS, AUTHORS = 5, 100, 2000, 50
TEXT = {
    "title": "Samen werken in de wijk",
    "what": "Elke maandag zitten wij in het buurthuis aan een lange tafel. " * 5,
    "why": "Wie alleen thuis werkt, spreekt te weinig mensen. " * 3,
    "concerns": ["thuiswerkers"],
    "amOneOfThem": True,
    "themes": ["ontmoeten"],
    "language": "nl",
}
READ = """
SELECT idea.*, b.state AS became, d.verb, d.reason, d.at,
       (SELECT count(*) FROM interest i WHERE i.idea_id = idea.id AND kind = 'join') AS joining,
       (SELECT count(*) FROM interest i WHERE i.idea_id = idea.id AND kind = 'contribute') AS contributing,
       (SELECT count(*) FROM interest i WHERE i.idea_id = idea.id AND kind = 'follow') AS following,
       (SELECT count(*) FROM comment c WHERE c.idea_id = idea.id AND c.state = 'shown') AS comments
FROM idea
LEFT JOIN becoming b ON b.proeftuin_id = idea.proeftuin_id
LEFT JOIN LATERAL (SELECT * FROM decision WHERE idea_id = idea.id ORDER BY at DESC, id DESC LIMIT 1) d ON true
"""
MANY = (
    READ
    + "WHERE idea.state IN ('open', 'parked', 'adopted', 'withdrawn') ORDER BY opened_at DESC, idea.id DESC LIMIT 21"
)
WRITE = """
INSERT INTO idea (id, version, author_id, state, title, what, why, concerns, am_one_of_them, themes, language,
                  created_at, changed_at)
VALUES (%s, 1, %s, 'draft', %s, %s, %s, %s, %s, %s, %s, now(), now())
"""
Ask = Callable[[], int]


def bare(url: str) -> Flask:
    """The same three addresses with nothing around them."""
    app = Flask("bare", static_folder=None)
    reading = psycopg.connect(url, autocommit=True, row_factory=dict_row)
    writing = psycopg.connect(url, row_factory=dict_row)

    @app.get("/ideas")
    def many() -> Response:
        rows = reading.execute(MANY).fetchall()
        return _json({"items": rows[:20], "next": str(rows[-1]["id"])})

    @app.get("/ideas/<uuid:idea_id>")
    def one(idea_id: UUID) -> Response:
        return _json(reading.execute(READ + "WHERE idea.id = %s", (idea_id,)).fetchone())

    @app.post("/ideas")
    def draft() -> Response:
        said, made = request.get_json(), new_id()
        words = (said["title"], said["what"], said["why"], Jsonb(said["concerns"]))
        more = (said["amOneOfThem"], Jsonb(said["themes"]), said["language"])
        with writing.transaction():
            writing.execute(WRITE, (made, new_id(), *words, *more))
        return _json(reading.execute(READ + "WHERE idea.id = %s", (made,)).fetchone(), 201)

    return app


def _json(found: object, status: int = 200) -> Response:
    return Response(json.dumps(found, default=str), status, content_type="application/json")


def asked(client: Client, base: str, idea: UUID) -> dict[str, Ask]:
    """The three questions; authors take turns, since nobody may keep more than a hundred drafts."""
    authors = cycle([{"Authorization": f"Bearer {token(new_id())}"} for _ in range(AUTHORS)])

    def draft() -> int:
        return client.post(f"{base}/ideas", json=TEXT, headers=next(authors)).status_code

    return {
        "list of twenty ideas": lambda: client.get(f"{base}/ideas?limit=20").status_code,
        "one idea": lambda: client.get(f"{base}/ideas/{idea}").status_code,
        "new draft": draft,
    }


def measured(ask: Ask) -> float:
    """Microseconds of this process for one answer."""
    begun = time.process_time()
    for _ in range(TIMES):
        status = ask()
        assert status in (200, 201), status
    return (time.process_time() - begun) / TIMES * 1e6


def compare(ours: Ask, theirs: Ask) -> str:
    """A row's figures, from turns in which both stood first as often."""
    for ask in (ours, theirs):
        measured(ask)
    pairs = [(ours, theirs), (theirs, ours)] * TURNS
    took: dict[Ask, list[float]] = {ours: [], theirs: []}
    for first, second in pairs:
        took[first].append(measured(first))
        took[second].append(measured(second))
    shares = sorted(b / o for o, b in zip(took[ours], took[theirs], strict=True))
    middle = statistics.median
    halves = f"{middle(took[ours]):.0f} | {middle(took[theirs]):.0f} | {middle(shares):.2f}"
    return f"{halves} | {shares[0]:.2f} – {shares[-1]:.2f}"


def _questions(world: World, idea: UUID) -> tuple[dict[str, Ask], dict[str, Ask]]:
    url = world.service.settings.database_url.replace("postgresql+psycopg://", "postgresql://")
    ours = asked(world.client, f"/api/{world.service.name}/v1", idea)
    return ours, asked(bare(url).test_client(), "", idea)


def main() -> None:
    """Print the table."""
    logs.configure("bench", level=50)
    print(f"load {os.getloadavg()[0]:.1f}\n")
    print("| µs of processor time | ours | bare | bare ÷ ours | spread |\n|---|---|---|---|---|")
    with migrated_world(build, "postgresql") as world:
        ours, theirs = _questions(world, fill(world, IDEAS)[0])
        for name in ours:
            print(f"| {name} | {compare(ours[name], theirs[name])} |", flush=True)


if __name__ == "__main__":
    main()
