"""Comparing texts as people do, and an end to it whatever the texts are."""

from __future__ import annotations

from shared import clock
from shared.differences import lines_between


def test_lines_are_the_same_removed_or_added() -> None:
    found = [(each["mark"], each["text"]) for each in lines_between("a\nb\nc", "a\nB\nc\nd")]
    assert found == [("same", "a"), ("removed", "b"), ("added", "B"), ("same", "c"), ("added", "d")]
    assert list(lines_between("", "")) == []


def test_comparing_long_and_hostile_texts_ends() -> None:
    begun = clock.monotonic()
    list(lines_between("\n".join("ab"[i % 2] for i in range(5000)), "\n".join("ba"[i % 3 % 2] for i in range(5000))))
    list(lines_between("\n".join(map(str, range(5000))), "\n".join(map(str, range(5000, 0, -1)))))
    assert clock.monotonic() - begun < 10
