"""A sharing service on a fresh database of each kind, with an identity that knows one name, and updates to hear."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

import httpx
import pytest

from services.sharing.service import build
from shared.events.experiments import (
    DatasetPublished,
    DatasetRevised,
    FileFacts,
    ProeftuinFormed,
    UpdatePosted,
    UpdateRevised,
)
from shared.ids import new_id
from shared.people import Names
from shared.settings import Settings
from tests.kit.keys import keys
from tests.kit.world import Build, World

AUTHOR = new_id()


def _identity(request: httpx.Request) -> httpx.Response:
    known = [{"id": one, "displayName": "Ans"} for one in request.url.params["ids"].split(",") if one == str(AUTHOR)]
    return httpx.Response(200, json={"items": known, "next": None})


@pytest.fixture
def names() -> Names:
    """Names from an identity that knows only `AUTHOR`, as Ans."""
    return Names(httpx.Client(transport=httpx.MockTransport(_identity), base_url="http://identity"))


@pytest.fixture
def sharing(migrated: Callable[[Build], str], names: Names) -> Iterator[World]:
    world = World(build(Settings(database_url=migrated(build)), keys=keys(), names=names))
    yield world
    world.close()


def posted(proeftuin_id: UUID | None = None, **changes: Any) -> UpdatePosted:
    """A public update."""
    facts: dict[str, Any] = {
        "update_id": new_id(),
        "proeftuin_id": proeftuin_id or new_id(),
        "author_id": AUTHOR,
        "kind": "progress",
        "title": "Eerste week",
        "body": "We zijn **begonnen**.",
        "language": "nl",
    }
    return UpdatePosted(**{**facts, **changes})


def revised(update: UpdatePosted, **changes: Any) -> UpdateRevised:
    """The same update with another text."""
    facts = {name: getattr(update, name) for name in UpdateRevised.__struct_fields__}
    return UpdateRevised(**{**facts, **changes})


def file(name: str = "plezier.csv", **changes: Any) -> FileFacts:
    """A file that everyone may have."""
    url = f"https://example.org/api/experiments/v1/files/{name}"
    facts: dict[str, Any] = {"media_type": "text/csv", "size": 24, "sha256": "ab" * 32, "number": 1}
    return FileFacts(**{"file": name, "url": url, **facts, **changes})


def dataset(proeftuin_id: UUID | None = None, **changes: Any) -> DatasetPublished:
    """A dataset that is public, with one file."""
    facts: dict[str, Any] = {
        "dataset_id": new_id(),
        "proeftuin_id": proeftuin_id or new_id(),
        "title": "Plezier in het werk",
        "description": "Hoeveel **plezier** mensen hebben.",
        "keywords": ["werkplezier"],
        "theme": "SOCI",
        "licence": "CC0-1.0",
        "language": "nl",
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 6, 30),
        "place": "Zwolle",
        "contact_id": new_id(),
        "contact": "Lectoraat Werk van Morgen",
        "access": "public",
        "frequency": "monthly",
        "provenance": "Door de deelnemers zelf ingevuld.",
        "personal_data": False,
        "files": [file()],
    }
    return DatasetPublished(**{**facts, **changes})


def dataset_revised(published: DatasetPublished, **changes: Any) -> DatasetRevised:
    """The same dataset, with something changed."""
    facts = {name: getattr(published, name) for name in DatasetRevised.__struct_fields__}
    return DatasetRevised(**{**facts, **changes})


def formed(proeftuin_id: UUID, **changes: Any) -> ProeftuinFormed:
    """Word of a proeftuin."""
    facts: dict[str, Any] = {
        "proeftuin_id": proeftuin_id,
        "idea_id": new_id(),
        "werkkring_id": new_id(),
        "title": "Vier dagen",
        "summary": "Een week van vier dagen.",
        "themes": ["werktijd"],
        "municipality": None,
        "language": "nl",
    }
    return ProeftuinFormed(**{**facts, **changes})


def whole_log(sharing: World, limit: int = 200, types: str = "") -> list[dict[str, Any]]:
    """Every event, read page by page as a follower would."""
    found: list[dict[str, Any]] = []
    after = "0"
    while True:
        page = sharing.get(f"/events?after={after}&limit={limit}{types}").get_json()
        found += page["items"]
        if page["next"] is None:
            return found
        assert page["cursor"] != after
        after = page["cursor"]
