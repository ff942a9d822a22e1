"""A running proeftuin that measures: an experiment with indicators, and people who consented to enter values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from werkzeug.test import TestResponse

from shared import clock
from shared.ids import new_id
from tests.kit.world import Answer
from tests.service.experiments.scene import Scene

MONTHLY = {"name": "Plezier", "unit": "punten", "every": "month"}


class Lab:
    """The experiment of a running scene, and the short way to everything one does with its measuring."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.world = scene.run(), scene.world
        (found,) = scene.look()["experiments"]
        self.id: str = found["id"]
        self.indicator: str = found["indicators"][0]["id"]
        self.at = f"{scene.at}/experiments/{self.id}"

    def people(self, count: int) -> list[UUID]:
        """So many new participants who consented."""
        made = [new_id() for _ in range(count)]
        for person in made:
            self.scene.join(person)
            self.consent(person)
        return made

    def consent(self, person: UUID) -> None:
        self.scene.ok(self.world.put(f"{self.at}/consents/me", by=person))

    def withdraw(self, person: UUID) -> None:
        self.scene.ok(self.world.delete(f"{self.at}/consents/me", by=person))

    def try_to_enter(self, person: UUID, value: str = "7", period: str | None = None, **changes: Any) -> Answer:
        body = {"indicatorId": self.indicator, "period": period or this_month(), "value": value, **changes}
        return self.world.post(f"{self.at}/observations", body, by=person)

    def enter(self, person: UUID, value: str = "7", period: str | None = None, **changes: Any) -> dict[str, Any]:
        return self.scene.ok(self.try_to_enter(person, value, period, **changes))

    def all_enter(self, people: Iterable[UUID], value: str = "7", period: str | None = None) -> None:
        for person in people:
            self.enter(person, value, period)

    def correct(self, person: UUID, observation: str, value: str) -> TestResponse:
        return self.world.post(f"{self.at}/observations/{observation}/_correct", {"value": value}, by=person)

    def mine(self, person: UUID) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self.scene.ok(self.world.get(f"{self.at}/observations/mine", by=person))["items"]
        return items

    def results(self, by: UUID | None = None, **asked: str) -> list[dict[str, Any]]:
        """Every result that this reader, or else a holder, may see."""
        query = "&".join(f"{'from' if name == 'since' else name}={value}" for name, value in asked.items())
        answer = self.world.get(f"{self.at}/results?limit=200&{query}", by=by or self.scene.holder)
        items: list[dict[str, Any]] = self.scene.ok(answer)["items"]
        return items

    def revise(self, version: int, **changes: Any) -> Answer:
        return self.world.patch(self.at, changes, by=self.scene.holder, headers={"If-Match": f'"{version}"'})

    def indicators(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self.scene.ok(self.world.get(f"{self.at}/indicators"))["items"]
        return items


def this_month(day: date | None = None) -> str:
    """The name of the present month, or of that of a day."""
    return f"{day or clock.today():%Y-%m}"
