"""What any place that keeps files can do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Protocol

PIECE = 64 * 1024


class Missing(Exception):
    """There is no file under this key, though somebody wrote the key down: a person has to look into it."""


class Unavailable(Exception):
    """The store does not answer, or has no room: nothing was changed, and trying again may help."""


class Store(Protocol):
    """Files under keys that are hexadecimal ids. A file is never changed: another one has another key."""

    def arriving(self) -> Path:
        """Where a file may be put that is still on its way: on this machine, and seen by nobody."""
        ...

    def keep(self, key: str, source: Path) -> None:
        """Take over this file: when it returns, it is there after a power cut too, and `source` is gone."""
        ...

    def read(self, key: str) -> Iterator[bytes]:
        """The file, piece by piece. Raises Missing at once where there is none."""
        ...

    def remove(self, key: str) -> None:
        """Let it be gone; nothing happens where it is already."""
        ...

    def kept(self) -> Iterator[tuple[str, datetime]]:
        """Every key, and since when it is kept."""
        ...
