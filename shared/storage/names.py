"""What a file may be called: so that its name means the same in an address, a header and on everybody's disk."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 100
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def clean_name(name: str) -> str:
    """The same name without a path, accents, blanks or anything that some disk, header or shell reads otherwise.

    Empty where nothing is left. A clean name is its own clean name.
    """
    last = re.split(r"[/\\]", name)[-1]
    plain = unicodedata.normalize("NFKD", last).encode("ascii", "ignore").decode()
    stem, dot, ending = re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("-._").rpartition(".")
    stem, ending = stem.strip("-._"), ending.lower()
    if not stem:
        return "" if dot else ending[:LONGEST]
    if _DEVICES.match(f"{stem}."):
        stem = f"file-{stem}"
    return f"{stem[: LONGEST - len(ending) - 1]}.{ending}"
