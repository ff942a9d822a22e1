"""A running proeftuin loses a part it may not miss: there is time to repair, then it pauses."""

from __future__ import annotations

from datetime import timedelta

from services.experiments.service import build
from shared import clock
from shared.events.experiments import CompositionBroken, CompositionRepaired, ProeftuinPaused
from tests.kit.world import world_of
from tests.service.experiments.scene import Scene


def test_the_last_of_a_group_leaves_and_sixty_days_begin(scene: Scene) -> None:
    scene.run()
    scene.ok(scene.leave(scene.participant))
    deadline = clock.today() + timedelta(days=60)
    expected = CompositionBroken(proeftuin_id=scene.id, missing=["S3"], repair_by=deadline)
    assert scene.world.said(CompositionBroken) == [expected]
    assert "composition.broken" in [entry["kind"] for entry in scene.story()]
    with clock.moved(timedelta(days=60)):
        scene.world.pass_time()
        assert scene.look()["state"] == "running"
    with clock.moved(timedelta(days=61)):
        scene.world.pass_time()
        scene.world.pass_time()
    assert scene.look()["state"] == "paused"
    assert len(scene.world.said(ProeftuinPaused)) == 1
    refusal = scene.world.post(f"{scene.at}/_resume", by=scene.holder)
    assert refusal.status_code == 409


def test_after_days_off_and_a_restart_it_is_paused_once_and_repair_counts_until_then(on_both: Scene) -> None:
    scene = on_both.run()
    scene.leave(scene.participant)
    deadline = (clock.today() + timedelta(days=60)).isoformat()
    assert scene.look()["repairBy"] == deadline
    scene.world.close()
    scene.world = world_of(build, scene.world.service.database.url)
    with clock.moved(timedelta(days=200)):
        for _ in range(3):
            scene.world.pass_time()
        found = scene.look()
        assert (found["state"], found["repairBy"]) == ("paused", deadline)
        assert [entry["kind"] for entry in scene.story()].count("proeftuin.paused") == 1
        scene.join(scene.other)
        scene.belong(scene.other)
        assert scene.look()["repairBy"] is None
        scene.ok(scene.world.post(f"{scene.at}/_resume", by=scene.holder))
        scene.leave(scene.other)
        assert scene.look()["repairBy"] == (clock.today() + timedelta(days=60)).isoformat()
    scene.world.close()


def test_what_is_mended_too_late_but_before_anybody_looked_does_not_pause(scene: Scene) -> None:
    scene.run()
    scene.leave(scene.participant)
    with clock.moved(timedelta(days=200)):
        scene.join(scene.other)
        scene.belong(scene.other)
        scene.world.pass_time()
        assert scene.look()["state"] == "running"


def test_somebody_takes_the_place_in_time(scene: Scene) -> None:
    scene.run()
    scene.leave(scene.participant)
    scene.join(scene.other)
    scene.belong(scene.other)
    assert scene.world.said(CompositionRepaired) == [CompositionRepaired(proeftuin_id=scene.id)]
    with clock.moved(timedelta(days=61)):
        scene.world.pass_time()
    assert scene.look()["state"] == "running"


def test_it_can_be_repaired_after_the_pause_and_go_on(scene: Scene) -> None:
    scene.run()
    scene.leave(scene.participant)
    with clock.moved(timedelta(days=61)):
        scene.world.pass_time()
    scene.join(scene.other)
    scene.belong(scene.other)
    assert len(scene.world.said(CompositionRepaired)) == 1
    assert scene.ok(scene.world.post(f"{scene.at}/_resume", by=scene.holder))["state"] == "running"
    with clock.moved(timedelta(days=200)):
        scene.world.pass_time()
    assert scene.look()["state"] == "running"


def test_a_partner_that_ends_its_part_breaks_it_too(scene: Scene) -> None:
    scene.run()
    partner = next(c for c in scene.look()["commitments"] if c["part"] == "partner")
    scene.ok(scene.world.post(f"{scene.at}/commitments/{partner['id']}/_end", by=scene.partner_speaker))
    said = scene.world.said(CompositionBroken)
    assert [each.missing for each in said if isinstance(each, CompositionBroken)] == [["S1"]]
    scene.commit(scene.partner, "partner", scene.partner_speaker)
    assert len(scene.world.said(CompositionRepaired)) == 1


def test_broken_twice_is_told_once_until_it_is_whole(scene: Scene) -> None:
    scene.run()
    mine = f"{scene.at}/affected-groups/{scene.group}/belongings/me"
    scene.ok(scene.world.delete(mine, by=scene.participant))
    scene.leave(scene.participant)
    scene.name_group("Werkzoekenden")
    assert len(scene.world.said(CompositionBroken)) == 1


def test_nothing_breaks_while_forming(scene: Scene) -> None:
    scene.compose()
    scene.leave(scene.participant)
    assert scene.world.said(CompositionBroken) == []
    assert scene.missing() == ["S3", "S6"]
