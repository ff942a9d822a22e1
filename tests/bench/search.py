"""How well finding works on the labelled set: `python -m tests.bench.search` prints recall and precision.

recall@5: of the ideas that answer a question, how many stand among the first five. Precision: of everything that stands
there, how much answers the question. On both databases where TEST_POSTGRESQL_URL is given.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from services.ideas.service import build
from shared import logs
from shared.ids import new_id
from tests.bench.migrated import migrated_world
from tests.kit.world import World
from tests.service.ideas.acts import open_idea
from tests.service.ideas.search_pairs import ASKED, IDEAS

FIRST = 5


@dataclass
class Figures:
    """What was found, against what should have been."""

    recall: float
    precision: float
    wrong: list[str] = field(default_factory=list)


def fill(world: World) -> dict[str, str]:
    """Every idea of the set, as its author submits it, its words learned. Gives names by id."""
    told = {"why": "Omdat het kan.", "concerns": ["iedereen"], "themes": [], "municipality": None}
    names = {open_idea(world, new_id(), title=t, what=w, **told): name for name, (t, w) in IDEAS.items()}
    world.pass_time()
    return names


def by_searching(world: World, question: str) -> Any:
    """What the list finds."""
    return world.get(f"/ideas?{urlencode({'q': question, 'limit': FIRST})}").json["items"]


def by_likeness(world: World, question: str) -> Any:
    """What is offered while this is typed as a title."""
    return world.get(f"/ideas/_similar?{urlencode({'title': question})}").json["items"]


def measure(world: World, names: dict[str, str], ask: Callable[[World, str], Any]) -> Figures:
    """Ask every question of the set."""
    wanted = met = shown = 0
    wrong = []
    for question, answers in ASKED:
        found = [names[one["id"]] for one in ask(world, question)][:FIRST]
        hits = answers & set(found)
        wanted, met, shown = wanted + len(answers), met + len(hits), shown + len(found)
        if hits != answers or len(found) > len(hits):
            wrong.append(f"{question}: {', '.join(found) or 'nothing'}; wanted {', '.join(answers) or 'nothing'}")
    return Figures(met / wanted, met / shown if shown else 1.0, wrong)


def main() -> None:
    logs.configure("bench", level=50)
    for kind in ["sqlite", *(["postgresql"] if "TEST_POSTGRESQL_URL" in os.environ else [])]:
        with migrated_world(build, kind) as world:
            names = fill(world)
            for what, ask in (("search", by_searching), ("similar", by_likeness)):
                found = measure(world, names, ask)
                print(f"{kind}, {what}: {len(ASKED)} questions, {len(IDEAS)} ideas: ", end="")
                print(f"recall@{FIRST} {found.recall:.2f}, precision {found.precision:.2f}")
                print("".join(f"  {each}\n" for each in found.wrong), end="")


if __name__ == "__main__":
    main()
