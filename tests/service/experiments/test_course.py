"""Pause, resume, conclude, complete and stop."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from shared import clock
from shared.events.experiments import (
    ProeftuinCompleted,
    ProeftuinConcluding,
    ProeftuinPaused,
    ProeftuinResumed,
    ProeftuinStopped,
    UpdatePosted,
)
from shared.ids import new_id
from tests.service.experiments.scene import Scene, codes
from tests.service.experiments.test_cycles import begin

LESSON = {"title": "Wat we leerden", "body": "Begin kleiner."}
ALMOST_THREE_YEARS = timedelta(days=3 * 365 - 30)


def do(scene: Scene, verb: str, body: object = None, by: object = None) -> tuple[int, str]:
    answer = scene.world.post(f"{scene.at}/_{verb}", body, by=by or scene.holder)
    return answer.status_code, answer.get_json().get("state") or answer.get_json()["code"]


@pytest.mark.parametrize("verb", ["pause", "resume", "conclude", "complete", "stop"])
def test_who_does_not_hold_it_is_refused_first(scene: Scene, verb: str) -> None:
    scene.form()
    scene.join(scene.participant)
    for who in (scene.participant, scene.stranger, scene.partner_speaker):
        assert scene.world.post(f"{scene.at}/_{verb}", by=who).status_code == 403
    assert scene.world.post(f"{scene.at}/_{verb}").status_code == 401


def test_a_pause_ends_where_it_began_and_the_end_does_not_move(scene: Scene) -> None:
    end = scene.run().look()["endDate"]
    assert do(scene, "resume") == (409, "wrong-state")
    assert do(scene, "pause") == (200, "paused")
    assert do(scene, "pause") == (409, "wrong-state")
    assert do(scene, "resume") == (200, "running")
    assert scene.look()["endDate"] == end
    said = scene.world.said(ProeftuinPaused, ProeftuinResumed)
    assert said == [ProeftuinPaused(proeftuin_id=scene.id), ProeftuinResumed(proeftuin_id=scene.id)]


def test_nothing_resumes_with_a_part_missing(scene: Scene) -> None:
    scene.run()
    do(scene, "pause")
    scene.leave(scene.participant)
    refusal = scene.world.post(f"{scene.at}/_resume", by=scene.holder)
    assert (refusal.status_code, codes(refusal)) == (409, ["S3"])


def test_a_holder_concludes_in_the_last_six_months_only(scene: Scene) -> None:
    scene.run()
    assert do(scene, "conclude") == (409, "too-early")
    with clock.moved(ALMOST_THREE_YEARS):
        assert do(scene, "conclude") == (200, "concluding")
    assert len(scene.world.said(ProeftuinConcluding)) == 1


def test_completing_is_refused_with_everything_that_is_missing(scene: Scene) -> None:
    scene.run()
    assert do(scene, "complete") == (409, "wrong-state")
    with clock.moved(ALMOST_THREE_YEARS):
        do(scene, "conclude")
        refusal = scene.world.post(f"{scene.at}/_complete", by=scene.holder)
        assert codes(refusal) == [
            "end-result-missing",
            "outcome-missing",
            "lesson-missing",
            "closing-statement-missing",
        ]
        delivery = {"title": "Klaar", "description": "Hier is het."}
        scene.ok(scene.world.post(f"{scene.at}/end-result/_deliver", delivery, by=scene.holder))
        scene.ok(scene.post(kind="outcome"))
        private = scene.ok(scene.post(kind="lesson", visibility="participants"))
        scene.ok(scene.world.put(f"{scene.at}/closing-statement", {"text": "Alles besteed."}, by=scene.holder))
        refusal = scene.world.post(f"{scene.at}/_complete", by=scene.holder)
        assert codes(refusal) == ["lesson-missing"]
        path = f"{scene.at}/updates/{private['id']}"
        scene.ok(scene.world.patch(path, {"visibility": "public"}, by=scene.holder, headers={"If-Match": '"1"'}))
        assert do(scene, "complete") == (200, "completed")
    assert len(scene.world.said(ProeftuinCompleted)) == 1
    assert do(scene, "stop", {"reason": "x", "lesson": LESSON}) == (409, "wrong-state")


def test_closing_answers_any_time_what_completing_would_refuse(scene: Scene) -> None:
    scene.run()
    path = f"{scene.at}/closing"
    with clock.moved(ALMOST_THREE_YEARS):
        scene.ok(scene.post(kind="outcome"))
        scene.ok(begin(scene))
        do(scene, "conclude")
        found = scene.ok(scene.world.get(path))
        refusal = scene.world.post(f"{scene.at}/_complete", by=scene.holder)
        told = {entry["code"]: entry["how"] for entry in refusal.get_json()["errors"]}
        assert {entry["code"]: entry["how"] for entry in found["missing"]} == told
        assert list(told) == ["end-result-missing", "lesson-missing", "cycle-open", "closing-statement-missing"]
        assert "outcome-missing" in [entry["code"] for entry in found["met"]]
        assert found["ready"] is False
    assert scene.world.get(f"/proeftuinen/{new_id()}/closing").status_code == 404


def test_which_dataset_is_undecided_is_told_to_who_may_know_of_it(scene: Scene) -> None:
    """A draft is the group's own: everyone else hears that something is undecided, and not what, nor how much."""
    scene.run()
    for title in ("Wie er ziek was", "Wie er wegbleef"):
        scene.ok(scene.world.post(f"{scene.at}/datasets", {"title": title}, by=scene.holder))

    def told(by: UUID | None) -> str:
        found = scene.ok(scene.world.get(f"{scene.at}/closing", by=by))["missing"]
        return next(str(entry["how"]) for entry in found if entry["code"] == "dataset-undecided")

    for outside in (None, new_id()):
        assert told(outside) == "Publish, restrict or destroy what was gathered."
    assert told(scene.participant).count("Wie er") == 2


def test_money_is_closed_by_a_holder_of_a_proeftuin_that_started(scene: Scene) -> None:
    scene.compose()
    body = {"text": "Alles besteed."}
    assert scene.world.put(f"{scene.at}/closing-statement", body, by=scene.participant).status_code == 403
    assert scene.world.put(f"{scene.at}/closing-statement", body, by=scene.holder).status_code == 409


def test_stopping_early_tells_why_and_what_is_learned(scene: Scene) -> None:
    scene.run()
    refusal = scene.world.post(f"{scene.at}/_stop", by=scene.holder)
    assert (refusal.status_code, codes(refusal)) == (409, ["reason-missing", "lesson-missing"])
    assert do(scene, "stop", {"reason": "Te weinig tijd.", "lesson": LESSON}) == (200, "stopped")
    said = scene.world.said(UpdatePosted, ProeftuinStopped)
    assert {type(each) for each in said} == {UpdatePosted, ProeftuinStopped}
    assert scene.ok(scene.world.get(f"{scene.at}/updates"))["items"][0]["kind"] == "lesson"
    assert "Te weinig tijd." in [entry["text"] for entry in scene.story()]


def test_a_lesson_that_was_published_before_counts(scene: Scene) -> None:
    scene.form()
    scene.ok(scene.post(kind="lesson"))
    assert do(scene, "stop", {"reason": "Het kwam er niet van."}) == (200, "stopped")


def test_a_steward_stops_with_a_reason(scene: Scene) -> None:
    scene.run()

    def stop(body: dict[str, object]) -> int:
        answer = scene.world.post(f"{scene.at}/_stop", body, by=scene.steward, roles=["steward"])
        return answer.status_code

    assert stop({}) == 409
    assert stop({"reason": "Onveilig.", "lesson": LESSON}) == 403
    assert stop({"reason": "Onveilig."}) == 200


def test_a_published_lesson_is_reason_enough_to_stop(scene: Scene) -> None:
    scene.run()
    scene.ok(scene.post(kind="lesson", title="Het was te groot"))
    assert do(scene, "stop") == (200, "stopped")
    stopped = scene.world.said(ProeftuinStopped)[0]
    assert isinstance(stopped, ProeftuinStopped)
    assert stopped.reason == "Het was te groot"
