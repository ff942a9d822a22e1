"""What became of an idea: kept from experiments' word, twice as good as once, and nothing late undoes what is newer."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from shared.events import Event
from shared.events.experiments import (
    EndResultDelivered,
    ProeftuinCompleted,
    ProeftuinConcluding,
    ProeftuinFormed,
    ProeftuinPaused,
    ProeftuinRestated,
    ProeftuinResumed,
    ProeftuinStarted,
    ProeftuinStopped,
)
from tests.kit.world import World
from tests.service.ideas.acts import member, open_idea, wanting_to_join

START, END = date(2026, 3, 1), date(2029, 3, 1)


def adopted(world: World) -> tuple[str, UUID]:
    """An adopted idea and the id of its proeftuin."""
    idea, ans = open_idea(world), member(world)
    wanting_to_join(world, idea, 2)
    return idea, UUID(world.post(f"/ideas/{idea}/_adopt", {}, by=ans).json["proeftuinId"])


def formed(idea: str, proeftuin: UUID) -> ProeftuinFormed:
    words: dict[str, Any] = {"title": "T", "summary": "S", "themes": [], "municipality": None, "language": "nl"}
    return ProeftuinFormed(proeftuin_id=proeftuin, idea_id=UUID(idea), werkkring_id=proeftuin, **words)


def became(world: World, idea: str) -> dict[str, object]:
    found: dict[str, object] = world.get(f"/ideas/{idea}").json["becameOf"]
    return found


def test_an_idea_that_nobody_adopted_became_nothing_yet(world: World) -> None:
    assert world.get(f"/ideas/{open_idea(world)}").json["becameOf"] is None


def test_each_step_is_shown_as_it_is_heard(anywhere: World) -> None:
    world = anywhere
    idea, one = adopted(world)
    assert became(world, idea)["state"] == "forming"
    result = EndResultDelivered(proeftuin_id=one, type="data", title="Atlas", description="D", url="https://a.example")
    steps: list[tuple[Event, str]] = [
        (formed(idea, one), "forming"),
        (ProeftuinStarted(proeftuin_id=one, start_date=START, end_date=END), "running"),
        (ProeftuinPaused(proeftuin_id=one), "paused"),
        (ProeftuinResumed(proeftuin_id=one), "running"),
        (ProeftuinConcluding(proeftuin_id=one), "concluding"),
        (result, "concluding"),
        (ProeftuinCompleted(proeftuin_id=one), "completed"),
    ]
    for told, state in steps:
        world.hear(told)
        assert became(world, idea)["state"] == state
    seen = became(world, idea)
    assert (seen["proeftuinId"], seen["startDate"], seen["endDate"]) == (str(one), "2026-03-01", "2029-03-01")
    assert seen["endResult"] == {"type": "data", "title": "Atlas", "description": "D", "url": "https://a.example"}
    assert [each["becameOf"]["state"] for each in world.get("/ideas").json["items"]] == ["completed"]


def test_stopping_early_is_shown_with_its_reason(world: World) -> None:
    idea, one = adopted(world)
    world.hear(ProeftuinStopped(proeftuin_id=one, reason="Te weinig tijd."))
    assert (became(world, idea)["state"], became(world, idea)["reason"]) == ("stopped", "Te weinig tijd.")


@pytest.mark.parametrize("late", [1, 2])
def test_word_that_comes_late_undoes_nothing(world: World, late: int) -> None:
    idea, one = adopted(world)
    words: list[Event] = [formed(idea, one), ProeftuinStarted(proeftuin_id=one, start_date=START, end_date=END)]
    world.take(world.envelope(ProeftuinPaused(proeftuin_id=one), version=3))
    world.take(world.envelope(words[late - 1], version=late))
    assert became(world, idea)["state"] == "paused"
    assert (became(world, idea)["startDate"] is not None) == (late == 2)


def test_what_was_never_heard_is_made_up_for(world: World) -> None:
    idea, one = adopted(world)
    known = formed(idea, one)
    facts: dict[str, Any] = {
        "title": "T",
        "summary": "S",
        "themes": [],
        "municipality": None,
        "language": "nl",
        "werkkring_ids": [],
    }
    world.hear(
        ProeftuinRestated(
            proeftuin_id=one,
            idea_id=known.idea_id,
            state="running",
            start_date=START,
            end_date=END,
            **facts,
        )
    )
    assert (became(world, idea)["state"], became(world, idea)["endDate"]) == ("running", "2029-03-01")
