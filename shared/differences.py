"""What became different between two texts, line by line, as people compare them."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

MOST_LINES = 1000
"""Beyond so many lines the rest is compared as one: comparing takes the square of it."""


def lines_between(before: str, after: str) -> Iterator[dict[str, str]]:
    """Every line of both texts in order, marked as the same in both, removed or added."""
    old, new = _lines(before), _lines(after)
    for verb, first, last, begin, end in SequenceMatcher(None, old, new).get_opcodes():
        if verb == "equal":
            yield from ({"mark": "same", "text": line} for line in old[first:last])
        else:
            yield from ({"mark": "removed", "text": line} for line in old[first:last])
            yield from ({"mark": "added", "text": line} for line in new[begin:end])


def _lines(text: str) -> list[str]:
    lines = text.splitlines()
    return lines if len(lines) <= MOST_LINES else [*lines[:MOST_LINES], "\n".join(lines[MOST_LINES:])]
