"""Two proeftuinen that are tied together and untied at the same moment, on both databases."""

from __future__ import annotations

from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from shared.events.experiments import RelationMade, RelationRemoved
from tests.service.experiments.scene import Scene
from tests.service.experiments.test_races import at_once
from tests.service.experiments.test_relations import Two


@pytest.fixture
def two(on_both: Scene) -> Two:
    return Two(on_both.form())


def test_a_relation_is_removed_once(two: Two) -> None:
    for _ in range(5):
        made = two.scene.ok(two.relate(two.scene.other))["id"]
        gone = f"{two.at}/relations/{made}"
        by = two.scene.holder, two.scene.other
        ask = [lambda who=who, at=gone: two.world.delete(at, by=who) for who in by]
        assert at_once(*ask) == [204, 404]
    assert len(two.world.said(RelationRemoved)) == 5


def test_many_tie_the_same_two_from_both_sides_and_each_is_kept(two: Two) -> None:
    def tie(at: str, kind: str, other: UUID) -> TestResponse:
        by = two.scene.holder if at == two.at else two.scene.other
        return two.relate(by, at, kind=kind, proeftuinId=str(other))

    answers = at_once(
        lambda: tie(two.at, "builds-on", two.other),
        lambda: tie(two.there, "builds-on", two.scene.id),
        lambda: tie(two.at, "same-question", two.other),
        lambda: tie(two.there, "same-question", two.scene.id),
    )
    assert answers == [201, 201, 201, 409]
    assert len(two.world.said(RelationMade)) == 3


def test_a_successor_is_named_while_it_is_dropped_and_nobody_waits_for_the_other(two: Two) -> None:
    for ended in (two.at, two.there):
        two.stop(ended, two.scene.holder if ended == two.at else two.scene.other)
    for _ in range(8):
        for turn in ((two.at, two.other), (two.there, two.scene.id)):
            two.scene.ok(two.follow(*turn, two.scene.holder))
            assert max(dropped_while_named(two, *turn)) < 500


def dropped_while_named(two: Two, ended: str, successor: UUID) -> list[int]:
    """One drops it, one names it, one ties the two; in the end nothing is named."""
    answers = at_once(
        lambda: two.world.delete(f"{ended}/successor", by=two.scene.holder),
        lambda: two.relate(two.scene.other),
        lambda: two.follow(ended, successor, two.scene.other),
    )
    two.world.delete(f"{ended}/successor", by=two.scene.holder)
    return answers
