"""Who was sent a text hears that it was taken back, whatever else he asked for."""

from __future__ import annotations

import pytest

from services.sharing.model.tombstone import TOMBSTONES, heard_by, with_tombstones
from services.sharing.use_cases.public_log import TAKE_BACK

RETRACTED = "sharing.publication.retracted.v1"


def test_everything_that_empties_the_log_is_heard_by_whoever_was_sent_what_it_empties() -> None:
    told = {each for kinds in TOMBSTONES.values() for each in kinds}
    assert told >= set(TAKE_BACK)


@pytest.mark.parametrize(
    ("asked", "more"),
    [
        ("sharing.publication.published.v1", [RETRACTED]),
        ("experiments.end-result.delivered.v1", [RETRACTED]),
        ("ideas.idea.opened.v1", ["ideas.idea.hidden.v1", "ideas.idea.withdrawn.v1"]),
        ("ideas.comment.placed.v1", ["ideas.comment.hidden.v1", "ideas.comment.withdrawn.v1"]),
        ("ideas.#", []),
        ("experiments.proeftuin.started.v1", []),
        ("#", []),
    ],
)
def test_a_pattern_gets_the_tombstones_that_it_lacks(asked: str, more: list[str]) -> None:
    assert with_tombstones([asked]) == sorted([asked, *more])
    assert heard_by((asked,)) >= set(more)
