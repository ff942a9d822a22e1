"""Try, look, learn: one round at a time, closed with a lesson that everyone reads."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from werkzeug.test import TestResponse

from shared.events.experiments import (
    CycleBrokenOff,
    CycleClosed,
    CycleLooked,
    CycleOpened,
    UpdatePosted,
    ValueStated,
)
from shared.ids import new_id
from tests.service.experiments.scene import Scene, codes

ROUND = {"title": "Zelf roosteren", "question": "Werkt het zonder planner?"}
REFLECTION = {"ownership": "Van ons.", "valueFromTalent": "Ieder deed wat hij kan.", "integral": "Alles hing samen."}
LESSON = {"title": "Begin klein", "body": "Met **drie** mensen tegelijk.", "language": "nl"}
FOUND = {"stakeholder": "society", "text": "Minder wachttijd."}
CLOSING: dict[str, Any] = {**REFLECTION, "lesson": LESSON, "foundValues": [FOUND]}


def begin(scene: Scene, by: UUID | None = None) -> TestResponse:
    return scene.world.post(f"{scene.at}/cycles", ROUND, by=by or scene.holder)


def step(scene: Scene, cycle: str, verb: str, body: Any = None, by: UUID | None = None) -> TestResponse:
    return scene.world.post(f"{scene.at}/cycles/{cycle}/_{verb}", body, by=by or scene.holder)


def cycles(scene: Scene) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = scene.ok(scene.world.get(f"{scene.at}/cycles"))["items"]
    return items


def test_a_round_is_tried_looked_at_and_closed_with_a_lesson(on_both: Scene) -> None:
    scene = on_both.run()
    cycle = scene.ok(begin(scene))
    assert {name: cycle[name] for name in ("state", *ROUND)} == {"state": "trying", **ROUND}
    assert step(scene, cycle["id"], "close", CLOSING).status_code == 409
    assert scene.ok(step(scene, cycle["id"], "look"))["state"] == "looking"
    closed = scene.ok(step(scene, cycle["id"], "close", CLOSING))
    assert (closed["state"], closed["reflection"]) == ("closed", REFLECTION)
    assert {name: closed["lesson"][name] for name in LESSON} == LESSON
    assert cycles(scene) == [closed]
    cycle_id, lesson_id = UUID(cycle["id"]), UUID(closed["lesson"]["id"])
    opened = {"title": ROUND["title"], "question": ROUND["question"]}
    assert scene.world.said(CycleOpened) == [CycleOpened(proeftuin_id=scene.id, cycle_id=cycle_id, **opened)]
    assert scene.world.said(CycleLooked) == [CycleLooked(proeftuin_id=scene.id, cycle_id=cycle_id)]
    told = CycleClosed(proeftuin_id=scene.id, cycle_id=cycle_id, lesson_id=lesson_id)
    assert scene.world.said(CycleClosed) == [told]
    (posted,) = scene.world.said(UpdatePosted)
    assert isinstance(posted, UpdatePosted)
    assert (posted.update_id, posted.kind, posted.title) == (lesson_id, "lesson", LESSON["title"])
    (value,) = scene.world.said(ValueStated)
    assert isinstance(value, ValueStated)
    assert (value.kind, value.cycle_id, value.text) == ("found", cycle_id, FOUND["text"])
    kinds = [entry["kind"] for entry in scene.story()]
    assert kinds[-5:] == ["cycle.opened", "cycle.looked", "update.posted", "cycle.closed", "value.stated"]


def test_one_round_at_a_time_while_it_runs(scene: Scene) -> None:
    scene.compose()
    assert begin(scene).get_json()["code"] == "wrong-state"
    scene.ok(scene.start())
    cycle = scene.ok(begin(scene))["id"]
    assert begin(scene).get_json()["code"] == "cycle-open"
    scene.ok(step(scene, cycle, "look"))
    assert [begin(scene).status_code, step(scene, cycle, "look").status_code] == [409, 409]
    scene.ok(step(scene, cycle, "close", CLOSING))
    assert step(scene, cycle, "close", CLOSING).status_code == 409
    second = scene.ok(begin(scene))["id"]
    assert [each["id"] for each in cycles(scene)] == [second, cycle]
    assert len(scene.world.said(UpdatePosted)) == 1


def test_rounds_are_for_holders_and_learn_something(scene: Scene) -> None:
    scene.run()
    cycle = scene.ok(begin(scene))["id"]
    for who in (scene.participant, scene.stranger, scene.steward):
        assert begin(scene, by=who).status_code == 403
        assert step(scene, cycle, "look", by=who).status_code == 403
        assert step(scene, cycle, "close", CLOSING, by=who).status_code == 403
    assert step(scene, str(new_id()), "look").status_code == 404
    scene.ok(step(scene, cycle, "look"))
    for name in ("lesson", *REFLECTION):
        refusal = step(scene, cycle, "close", {key: value for key, value in CLOSING.items() if key != name})
        assert (refusal.status_code, refusal.get_json()["errors"][0]["pointer"]) == (400, f"/{name}")
    nobody = {**FOUND, "stakeholder": "werkkring", "partId": str(new_id())}
    assert codes(step(scene, cycle, "close", {**CLOSING, "foundValues": [FOUND, nobody]})) == ["no-such-stakeholder"]
    assert (cycles(scene)[0]["state"], scene.world.said(UpdatePosted)) == ("looking", [])


def test_a_lesson_that_is_taken_back_is_not_told_by_its_round(scene: Scene) -> None:
    scene.run()
    cycle = scene.ok(begin(scene))["id"]
    scene.ok(step(scene, cycle, "look"))
    lesson = scene.ok(step(scene, cycle, "close", CLOSING))["lesson"]["id"]
    scene.ok(scene.world.post(f"{scene.at}/updates/{lesson}/_withdraw", by=scene.holder))
    assert cycles(scene)[0]["lesson"] is None


def test_a_round_that_is_open_when_it_stops_is_broken_off_with_that_lesson(scene: Scene) -> None:
    scene.run()
    cycle = scene.ok(begin(scene))["id"]
    scene.ok(scene.world.post(f"{scene.at}/_stop", {"reason": "Te groot.", "lesson": LESSON}, by=scene.holder))
    (found,) = cycles(scene)
    assert (found["state"], found["lesson"]["title"], found["reflection"]) == ("broken-off", LESSON["title"], None)
    assert found["closedAt"]
    told = {"proeftuin_id": scene.id, "cycle_id": UUID(cycle), "lesson_id": UUID(found["lesson"]["id"])}
    assert scene.world.said(CycleBrokenOff) == [CycleBrokenOff(**told)]
    assert [entry["kind"] for entry in scene.story()][-3:] == ["update.posted", "cycle.broken-off", "proeftuin.stopped"]
    assert step(scene, cycle, "look").status_code == 409


def test_a_steward_who_stops_breaks_off_a_round_without_a_lesson(scene: Scene) -> None:
    scene.run()
    scene.ok(begin(scene))
    stopped = scene.world.post(f"{scene.at}/_stop", {"reason": "Onveilig."}, by=scene.steward, roles=["steward"])
    scene.ok(stopped)
    (found,) = cycles(scene)
    assert (found["state"], found["lesson"]) == ("broken-off", None)
