"""Starting: refused with everything that is missing, or three years from the first day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared import clock
from shared.events.experiments import ProeftuinStarted
from tests.service.experiments.scene import Scene, codes


def test_the_refusal_lists_everything_missing_in_the_words_of_readiness(scene: Scene) -> None:
    scene.form()
    refusal = scene.start()
    assert refusal.status_code == 409
    assert codes(refusal) == ["S1", "S3", "S4", "S5", "S7", "S8"]
    readiness = scene.ok(scene.world.get(f"{scene.at}/readiness"))
    assert readiness["ready"] is False
    missing = {entry["code"]: entry["how"] for entry in readiness["missing"]}
    assert {entry["code"]: entry["how"] for entry in refusal.get_json()["errors"]} == {
        code: how for code, how in missing.items() if code != "S6"
    }
    assert all(entry["pointer"] and entry["how"] for entry in refusal.get_json()["errors"])
    assert [entry["code"] for entry in readiness["met"]] == ["S2"]
    assert [entry["code"] for entry in readiness["warnings"]] == ["W1"]
    assert scene.look()["state"] == "forming"
    assert scene.world.said(ProeftuinStarted) == []


def test_without_a_date_the_date_is_missing_too(scene: Scene) -> None:
    scene.form()
    refusal = scene.world.post(f"{scene.at}/_start", {}, by=scene.holder)
    assert codes(refusal) == ["S1", "S3", "S4", "S5", "S6", "S7", "S8"]


@pytest.mark.parametrize("who", ["stranger", "participant", "steward", "partner_speaker"])
def test_who_does_not_hold_it_is_refused_before_anything_else(scene: Scene, who: str) -> None:
    scene.form()
    scene.join(scene.participant)
    refusal = scene.start(by=getattr(scene, who))
    assert refusal.status_code == 403
    assert "errors" not in refusal.get_json()


def test_a_visitor_is_asked_to_log_in(scene: Scene) -> None:
    scene.form()
    assert scene.world.post(f"{scene.at}/_start", {}).status_code == 401


def test_it_runs_for_three_years_from_its_first_day(scene: Scene) -> None:
    scene.compose()
    first = clock.today() + timedelta(days=10)
    found = scene.ok(scene.start(startDate=first.isoformat()))
    assert (found["state"], found["startDate"]) == ("running", first.isoformat())
    said = scene.world.said(ProeftuinStarted)[0]
    assert isinstance(said, ProeftuinStarted)
    assert said.start_date == first
    assert said.end_date.isoformat() == found["endDate"]
    assert scene.missing() == []


def test_yesterday_is_forgiven_and_the_day_before_is_not(scene: Scene) -> None:
    scene.compose()
    early = scene.start(startDate=(clock.today() - timedelta(days=2)).isoformat())
    assert (early.status_code, codes(early)) == (409, ["S6"])
    assert scene.start(startDate=(clock.today() - timedelta(days=1)).isoformat()).status_code == 200


def test_a_date_that_is_none_is_not_valid(scene: Scene) -> None:
    scene.compose()
    assert scene.start(startDate="gisteren").status_code == 400
    assert scene.start(startDate="9999-12-31").status_code == 400


def test_it_starts_once(scene: Scene) -> None:
    scene.run()
    again = scene.start()
    assert (again.status_code, again.get_json()["code"]) == (409, "wrong-state")
