"""Which documents there are, and writing or checking them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from deploy.documents import api_index, course, events_page, samples
from deploy.documents.compatibility import breaking
from deploy.documents.parts import AMQP_ADDRESS, ORDER, PUBLIC_URL, ROOT, event_types, openapi_of
from services.sharing.queries import asyncapi
from services.sharing.routes.asyncapi import VERSION
from shared.events import schema_of

SCHEMAS = ROOT / "shared" / "events" / "schemas"


def documents() -> Mapping[Path, str]:
    """Every made document: where it is committed, and what should stand there."""
    found = {ROOT / "services" / name / "openapi.json": as_json(openapi_of(name)) for name in ORDER}
    found |= {SCHEMAS / f"{each.routing_key}.json": as_json(schema_of(each)) for each in event_types()}
    found[ROOT / "services" / "sharing" / "asyncapi.json"] = as_json(
        asyncapi.document(PUBLIC_URL, VERSION, AMQP_ADDRESS)
    )
    found[ROOT / "docs" / "events.md"] = events_page.page()
    found[ROOT / "docs" / "api" / "README.md"] = api_index.page()
    return found | course.pages()


def write(*, breaking_allowed: bool = False) -> int:
    """Write what differs. Refuses, and writes nothing, where a schema would break what its readers rely on.

    With `breaking_allowed` such a type starts anew, its samples too.
    """
    broken = sorted(breaks())
    if broken and not breaking_allowed:
        print(*broken, sep="\n")
        print("Say it as a new major version (….v2) beside the old one; --breaking only if this was never released.")
        return 1
    for routing_key in {sentence.partition(":")[0] for sentence in broken}:
        samples.forget(routing_key)
    for path, text in documents().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for path in left_over():
        path.unlink()
        samples.forget(path.stem)
    for path, body in samples.missing():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    return 0


def check() -> int:
    """Say which committed documents differ from the code; 0 where none does."""
    differing = sorted(stale())
    for sentence in differing:
        print(sentence)
    if differing:
        print("Run `python -m deploy.documents write`, look at what changed, and commit it with the code.")
    return 1 if differing else 0


def stale() -> Iterator[str]:
    """One sentence for each document that is not what the code would make."""
    for path, text in documents().items():
        name = path.relative_to(ROOT)
        if not path.exists():
            yield f"{name} is missing."
        elif path.read_text() != text:
            yield f"{name} is not what the code says now."
    yield from (f"{path.relative_to(ROOT)} describes an event that no one declares." for path in left_over())
    yield from (f"{path.relative_to(ROOT)} is missing." for path, _ in samples.missing())


def breaks() -> Iterator[str]:
    """One sentence for each way in which the code breaks a committed schema."""
    for each in event_types():
        path = SCHEMAS / f"{each.routing_key}.json"
        if path.exists():
            old = json.loads(path.read_text())
            yield from (f"{each.routing_key}: {how}" for how in breaking(old, schema_of(each)))


def left_over() -> list[Path]:
    """Schemas of types that are declared no longer."""
    declared = {each.routing_key for each in event_types()}
    return sorted(path for path in SCHEMAS.glob("*.json") if path.stem not in declared)


def as_json(value: Any) -> str:
    """Stable JSON: the same facts give the same bytes."""
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
