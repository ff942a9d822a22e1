"""What time does: the end comes, repair takes too long, silence lasts. With a moved clock, and once however often."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared import clock
from shared.events.experiments import HorizonNeared, ProeftuinConcluding, RhythmOverdue
from tests.service.experiments.scene import Scene


def after(scene: Scene, **passed: float) -> None:
    """Let time pass and the schedule look, twice."""
    with clock.moved(timedelta(**passed)):
        scene.world.pass_time()
        scene.world.pass_time()


def at(moment: str) -> AbstractContextManager[None]:
    """It is then, in UTC."""
    return clock.moved(datetime.fromisoformat(moment).replace(tzinfo=UTC) - clock.now())


def test_at_the_end_it_begins_to_round_off_by_itself(scene: Scene) -> None:
    scene.run()
    after(scene, days=3 * 365 - 2)
    assert scene.look()["state"] == "running"
    after(scene, days=3 * 366)
    assert scene.look()["state"] == "concluding"
    assert scene.world.said(ProeftuinConcluding) == [ProeftuinConcluding(proeftuin_id=scene.id)]
    assert scene.story()[-1]["kind"] == "proeftuin.concluding"
    assert scene.story(by=scene.holder)[-1]["actorId"] is None


def test_paused_time_counts(scene: Scene) -> None:
    scene.run()
    scene.ok(scene.world.post(f"{scene.at}/_pause", by=scene.holder))
    after(scene, days=3 * 366)
    assert scene.look()["state"] == "concluding"


def test_the_horizon_is_told_once_each_time_it_nears(scene: Scene) -> None:
    scene.run()
    for days in (30, 200, 3 * 365 - 300, 3 * 365 - 80, 3 * 365 - 20):
        after(scene, days=days)
    said = [each for each in scene.world.said(HorizonNeared) if isinstance(each, HorizonNeared)]
    assert [each.months_left for each in said] == [30, 12, 3, 1]


def test_after_a_long_absence_only_the_nearest_horizon_is_told(scene: Scene) -> None:
    scene.run()
    after(scene, days=3 * 365 - 20)
    said = [each for each in scene.world.said(HorizonNeared) if isinstance(each, HorizonNeared)]
    assert [each.months_left for each in said] == [1]


def test_silence_reminds_holders_then_the_mentor_then_shows_as_quiet(scene: Scene) -> None:
    scene.run()
    for days in (60, 61, 75, 89, 200):
        after(scene, days=days)
    said = [each for each in scene.world.said(RhythmOverdue) if isinstance(each, RhythmOverdue)]
    assert [each.turn for each in said] == ["holders", "mentor", "quiet"]
    assert {each.silent_since for each in said} == {clock.today()}


def test_quiet_shows_to_everyone_and_goes_with_the_next_public_update(scene: Scene) -> None:
    scene.run()
    started = clock.today().isoformat()
    after(scene, days=61)
    after(scene, days=75)
    assert (scene.look()["quietSince"], card(scene)["quietSince"]) == (None, None)
    with clock.moved(timedelta(days=89)):
        scene.world.pass_time()
        assert (scene.look()["quietSince"], card(scene)["quietSince"]) == (started, started)
        scene.ok(scene.post(visibility="participants"))
        assert scene.look()["quietSince"] == started
        scene.ok(scene.post())
        assert (scene.look()["quietSince"], card(scene)["quietSince"]) == (None, None)


def test_after_days_off_everyone_is_still_reminded_in_turn_and_what_pauses_is_not_called_quiet(scene: Scene) -> None:
    scene.run()
    for days, turns in ((400, ["holders"]), (413, ["holders"]), (414, ["holders", "mentor"])):
        with clock.moved(timedelta(days=days)):
            for _ in range(4):
                scene.world.pass_time()
            said = [each.turn for each in scene.world.said(RhythmOverdue) if isinstance(each, RhythmOverdue)]
            assert said == turns, "whoever is reminded has a fortnight to do something"
            assert scene.look()["quietSince"] is None
    with clock.moved(timedelta(days=428)):
        scene.world.pass_time()
        assert scene.look()["quietSince"]
        scene.ok(scene.world.post(f"{scene.at}/_pause", by=scene.holder))
        assert (scene.look()["quietSince"], card(scene)["quietSince"]) == (None, None)


def test_who_goes_on_after_a_long_pause_is_not_called_quiet_within_the_hour(scene: Scene) -> None:
    scene.run()
    scene.ok(scene.world.post(f"{scene.at}/_pause", by=scene.holder))
    with clock.moved(timedelta(days=200)):
        scene.world.pass_time()
        assert scene.world.said(RhythmOverdue) == []
        scene.ok(scene.world.post(f"{scene.at}/_resume", by=scene.holder))
        for _ in range(6):
            scene.world.pass_time()
        said = [each.turn for each in scene.world.said(RhythmOverdue) if isinstance(each, RhythmOverdue)]
        assert said == ["holders"]
        assert (scene.look()["quietSince"], card(scene)["quietSince"]) == (None, None)


def card(scene: Scene) -> dict[str, Any]:
    """The proeftuin as the list shows it."""
    (found,) = scene.ok(scene.world.get("/proeftuinen"))["items"]
    assert isinstance(found, dict)
    return found


def test_a_public_update_ends_the_silence_and_a_private_one_does_not(scene: Scene) -> None:
    scene.run()
    with clock.moved(timedelta(days=50)):
        scene.ok(scene.post(visibility="participants"))
    after(scene, days=61)
    assert len(scene.world.said(RhythmOverdue)) == 1
    with clock.moved(timedelta(days=70)):
        scene.ok(scene.post())
    after(scene, days=129)
    assert len(scene.world.said(RhythmOverdue)) == 1
    after(scene, days=132)
    assert len(scene.world.said(RhythmOverdue)) == 2


def test_nothing_is_due_while_forming(scene: Scene) -> None:
    scene.compose()
    before = len(scene.world.said())
    after(scene, days=4000)
    assert len(scene.world.said()) == before


@pytest.mark.parametrize(
    ("start", "before", "midnight"),
    [
        ("2028-07-10", "2031-07-09T21:59", "2031-07-09T22:01"),
        ("2028-01-10", "2031-01-09T22:59", "2031-01-09T23:01"),
        ("2028-02-29", "2031-02-27T22:59", "2031-02-27T23:01"),
        ("2028-03-30", "2031-03-29T22:59", "2031-03-29T23:01"),
    ],
    ids=["summer", "winter", "leap day", "the night the clock goes forward"],
)
def test_its_last_day_begins_at_midnight_in_amsterdam(scene: Scene, start: str, before: str, midnight: str) -> None:
    states = []
    with at(f"{start}T12:00"):
        scene.run()
    for moment in (before, midnight):
        with at(moment):
            scene.world.pass_time()
            states.append(scene.look()["state"])
    assert states == ["running", "concluding"]
