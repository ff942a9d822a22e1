"""Two versions of a text beside each other, line by line: what went stands left, what came stands right."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, zip_longest

from web.api import Json


@dataclass(frozen=True)
class Row:
    """One row; an empty side had no such line."""

    before: str
    after: str
    changed: bool


def rows_of(lines: list[Json]) -> list[Row]:
    """The rows of a comparison as the services make it: lines marked same, removed or added, in order."""
    rows: list[Row] = []
    for changed, run in groupby(lines, lambda line: line.get("mark") != "same"):
        told = list(run)
        if not changed:
            rows += [Row(str(line["text"]), str(line["text"]), changed=False) for line in told if line.get("text")]
            continue
        gone, come = (
            [str(line["text"]) for line in told if line.get("mark") == mark and line.get("text")]
            for mark in ("removed", "added")
        )
        rows += [Row(before, after, changed=True) for before, after in zip_longest(gone, come, fillvalue="")]
    return rows
