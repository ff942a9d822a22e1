"""Amounts of money as people type them, exact to the cent: whole numbers all the way, never a fraction of two."""

from __future__ import annotations

import re

# 1.250,50 · 1250,5 · 1 250 · 12.50 · 1.250,- : grouped by threes with points, or not at all; a comma, or a point
# that cannot be a group, before the cents. What could mean two things (1,250) is no amount here.
_TYPED = re.compile(r"(?P<euros>\d{1,3}(?:\.\d{3})+|\d+)(?:[.,](?P<cents>\d{1,2})|,-)?", re.ASCII)
_ENGLISH = re.compile(r"(?P<euros>\d{1,3}(?:,\d{3})+)\.(?P<cents>\d{2})", re.ASCII)
_BLANK = re.compile(r"[\s€]|EUR", re.IGNORECASE)


def cents_of(typed: str) -> int | str:
    """`1.250,50` → 125050; what is no amount goes on as it is, to be refused at the field with everything else."""
    bare = _BLANK.sub("", typed)
    found = _TYPED.fullmatch(bare) or _ENGLISH.fullmatch(bare)
    if found is None:
        return typed
    euros = re.sub(r"\D", "", found["euros"])
    return int(euros + (found["cents"] or "").ljust(2, "0"))


def euros_of(cents: object) -> str:
    """125050 → `1.250,50`, as one would type it; nothing for what is no amount."""
    if not isinstance(cents, int):
        return ""
    euros, rest = divmod(cents, 100)
    grouped = f"{euros:,}".replace(",", ".")
    return f"{grouped},{rest:02d}" if rest else grouped
