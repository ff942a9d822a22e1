"""From an adopted idea to a running proeftuin that tells what it learns, on both databases."""

from __future__ import annotations

from shared.clock import today
from shared.events.experiments import (
    CommitmentAccepted,
    ParticipationStarted,
    ProeftuinFormed,
    ProeftuinStarted,
    UpdatePosted,
)
from shared.migrations import differences
from tests.service.experiments.scene import Scene


def test_an_adopted_idea_becomes_a_running_proeftuin_that_shares(on_both: Scene) -> None:
    scene, world = on_both, on_both.world
    scene.compose()
    assert scene.missing() == ["S6"]
    assert scene.ok(world.get(f"{scene.at}/readiness"))["ready"] is True
    started = scene.ok(scene.start())
    assert (started["state"], started["startDate"]) == ("running", today().isoformat())
    assert started["endDate"][:4] == str(today().year + 3)
    told = scene.ok(scene.post())
    assert told["bodyHtml"] == "<p>De <strong>eerste</strong> week is om.</p>\n"
    kinds = [type(said) for said in world.said()]
    for said in (ProeftuinFormed, ParticipationStarted, CommitmentAccepted, ProeftuinStarted, UpdatePosted):
        assert said in kinds


def test_the_migrated_database_is_what_the_models_say(on_both: Scene) -> None:
    service = on_both.world.service
    assert differences(service.database, service.metadata) == []
