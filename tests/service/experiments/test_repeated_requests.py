"""With an Idempotency-Key a request that is sent again gets the first answer again, and happens once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from shared.ids import new_id
from tests.service.experiments.scene import EXPERIMENT, SOURCE, UPDATE, Scene, werkkring_registered

OTHER = new_id()


def bodies(scene: Scene) -> dict[str, tuple[UUID, Any]]:
    return {
        "commitments": (scene.holder, {"organisationId": str(scene.partner), "part": "partner"}),
        "werkkringen": (scene.holder, {"werkkringId": str(OTHER)}),
        "experiments": (scene.holder, EXPERIMENT),
        "affected-groups": (scene.holder, {"name": "Zelfstandigen", "description": ""}),
        "stints": (scene.participant, {"offer": "Ik doe mee."}),
        "funding/sources": (scene.holder, SOURCE),
        "updates": (scene.holder, UPDATE),
    }


@pytest.mark.parametrize(
    "path", ["commitments", "werkkringen", "experiments", "affected-groups", "stints", "funding/sources", "updates"]
)
def test_a_part_is_added_once(scene: Scene, path: str) -> None:
    scene.form()
    scene.world.hear(werkkring_registered(OTHER))
    who, body = bodies(scene)[path]
    headers = {"Idempotency-Key": "een"}
    first = scene.world.post(f"{scene.at}/{path}", body, by=who, headers=headers)
    said = len(scene.world.said())
    again = scene.world.post(f"{scene.at}/{path}", body, by=who, headers=headers)
    assert (first.status_code, again.status_code) == (201, 201), first.get_data(as_text=True)
    assert first.get_json() == again.get_json()
    assert len(scene.world.said()) == said
    without = scene.world.post(f"{scene.at}/{path}", {**body, "nonsense": 1}, by=who, headers=headers)
    assert without.status_code == 422


def test_it_starts_once_and_answers_with_the_running_proeftuin(scene: Scene) -> None:
    scene.compose()
    headers = {"Idempotency-Key": "start"}
    body = {"startDate": scene.ok(scene.world.get(scene.at))["createdAt"][:10]}
    first, again = (scene.world.post(f"{scene.at}/_start", body, by=scene.holder, headers=headers) for _ in range(2))
    assert scene.ok(first) == scene.ok(again)
    assert first.get_json()["state"] == "running"
    assert first.headers["ETag"] == again.headers["ETag"]


def test_leaving_with_a_key_answers_with_the_stay_that_ended(scene: Scene) -> None:
    scene.compose()
    headers = {"Idempotency-Key": "weg"}
    path = f"{scene.at}/stints/me/_end"
    for _ in range(2):
        assert scene.ok(scene.world.post(path, {}, by=scene.participant, headers=headers))["endedAt"]
    assert scene.look()["participants"] == 1
