"""Decisions: recorded by participants, superseded openly, never changed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from services.experiments.model import Decision
from shared.events.experiments import DecisionRecorded
from shared.ids import new_id
from shared.privacy.erasing import FORMER
from tests.service.experiments.scene import Scene
from tests.service.experiments.test_erase_person import erase, rows

TEXT = {"title": "Zonder planner", "context": "Het kan.", "decision": "We roosteren zelf.", "consequences": "Overleg."}


def record(scene: Scene, visibility: str = "public", by: UUID | None = None, **changes: Any) -> TestResponse:
    body = {**TEXT, "visibility": visibility, **changes}
    return scene.world.post(f"{scene.at}/decisions", body, by=by or scene.participant)


def read(scene: Scene, by: UUID | None = None) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = scene.ok(scene.world.get(f"{scene.at}/decisions", by=by))["items"]
    return items


@pytest.fixture
def joined(scene: Scene) -> Scene:
    scene.form()
    scene.join(scene.participant)
    return scene


def test_everyone_reads_what_is_public_and_participants_the_rest(joined: Scene) -> None:
    public = joined.ok(record(joined))
    private = joined.ok(record(joined, "participants", title="Onder ons"))
    assert read(joined, by=joined.holder) == [private, public]
    assert read(joined) == [{**public, "authorId": None}]
    at = f"{joined.at}/decisions/{private['id']}"
    readers = (joined.holder, joined.stranger, None)
    assert [joined.world.get(at, by=who).status_code for who in readers] == [200, 404, 404]
    assert "Onder ons" not in str(joined.story())
    said = joined.world.said(DecisionRecorded)
    expected = {"title": "Zonder planner", "context": "Het kan.", "decision": "We roosteren zelf."}
    facts: dict[str, Any] = {"proeftuin_id": joined.id, "supersedes_id": None, "consequences": "Overleg.", **expected}
    assert said == [DecisionRecorded(decision_id=UUID(public["id"]), **facts)]


def test_a_newer_one_supersedes_the_newest_once(on_both: Scene) -> None:
    scene = on_both.form()
    scene.join(scene.participant)
    older = scene.ok(record(scene))["id"]
    hidden = record(scene, "participants", supersedesId=older)
    assert hidden.get_json()["code"] == "stays-public"
    newer = scene.ok(record(scene, supersedesId=older))["id"]
    assert record(scene, supersedesId=older).get_json()["code"] == "already-superseded"
    assert [(each["id"], each["supersededById"]) for each in read(scene)] == [(newer, None), (older, newer)]
    assert record(scene, supersedesId=str(new_id())).status_code == 400
    assert [each.title for each in rows(scene, Decision)] == ["Zonder planner"] * 2


def test_nobody_but_a_participant_decides_and_nobody_rewrites(joined: Scene) -> None:
    assert [record(joined, by=who).status_code for who in (joined.stranger, joined.steward)] == [403, 403]
    assert record(joined, decision="").status_code == 400
    at = f"{joined.at}/decisions/{joined.ok(record(joined))['id']}"
    assert joined.world.patch(at, {"title": "Anders"}, by=joined.participant).status_code == 405


def test_the_decision_stays_the_groups_when_who_wrote_it_is_forgotten(joined: Scene) -> None:
    joined.ok(record(joined, "participants"))
    erase(joined, joined.participant)
    assert [(each.author_id, each.decision) for each in rows(joined, Decision)] == [(FORMER, TEXT["decision"])]
