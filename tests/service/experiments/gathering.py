"""A running proeftuin that gathers data: the short way to everything one does with a dataset."""

from __future__ import annotations

import base64
import hashlib
from typing import Any, cast
from uuid import UUID

from tests.kit.world import Answer, World
from tests.service.experiments.scene import Scene

CSV = b"maand;plezier\n2026-01;7\n"
DESCRIBED: dict[str, Any] = {
    "title": "Plezier in het werk",
    "description": "Hoeveel plezier mensen in hun werk hebben, per maand.",
    "keywords": ["werkplezier", "talent"],
    "theme": "SOCI",
    "place": "Zwolle",
    "startsOn": "2026-01-01",
    "endsOn": "2026-06-30",
    "frequency": "monthly",
    "provenance": "Ingevuld door de deelnemers zelf, elke maand.",
    "personalData": False,
}


def send(world: World, at: str, name: str, body: bytes, by: UUID, headers: dict[str, str] | None = None) -> Answer:
    """Send a file to the dataset at this address."""
    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    given = {"Authorization": world.bearer(by), "Content-Digest": f"sha-256=:{digest}:", **(headers or {})}
    return cast(Answer, world.client.put(f"/api/experiments/v1{at}/files/{name}", data=body, headers=given))


class Gathering:
    """A running scene, whose participant describes datasets."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.world = scene.run(), scene.world

    def describe(self, by: UUID | None = None, **changes: Any) -> str:
        """A draft in which nothing is missing but its file; returns its address."""
        body = {**DESCRIBED, "contactId": str(self.scene.research), **changes}
        made = self.world.post(f"{self.scene.at}/datasets", body, by=by or self.scene.participant)
        return f"{self.scene.at}/datasets/{self.scene.ok(made)['id']}"

    def send(
        self,
        at: str,
        name: str = "plezier.csv",
        body: bytes = CSV,
        by: UUID | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        return send(self.world, at, name, body, by or self.scene.participant, headers)

    def ready(self, **changes: Any) -> str:
        """A draft with a file: everything that publishing needs."""
        at = self.describe(**changes)
        self.scene.ok(self.send(at))
        return at

    def published(self, **changes: Any) -> str:
        at = self.ready(**changes)
        self.scene.ok(self.world.post(f"{at}/_publish", by=self.scene.holder))
        return at

    def end(self, at: str, verb: str, by: UUID | None = None, reason: str = "Daarom.") -> Answer:
        return self.world.post(f"{at}/{verb}", {"reason": reason}, by=by or self.scene.holder)

    def look(self, at: str, by: UUID | None = None) -> dict[str, Any]:
        return self.scene.ok(self.world.get(at, by=by))

    def fetch(self, at: str, name: str = "plezier.csv", by: UUID | None = None, **asked: int) -> Answer:
        query = "&".join(f"{key}={value}" for key, value in asked.items())
        return self.world.get(f"{at}/files/{name}?{query}", by=by)
