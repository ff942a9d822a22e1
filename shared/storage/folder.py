"""Files in a folder: written beside, brought to the disk, then renamed, so that no half a file is ever seen."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from shared.failpoints import failpoint
from shared.storage.store import PIECE, Missing

KEY = re.compile(r"[0-9a-f]{8,64}")


class Folder:
    """`kept/` holds files under their keys, in 256 folders by the key's end; `arriving/` what is on its way."""

    def __init__(self, root: Path) -> None:
        self._kept, self._arriving = root / "kept", root / "arriving"

    def arriving(self) -> Path:
        self._arriving.mkdir(parents=True, exist_ok=True)
        self._kept.mkdir(exist_ok=True)
        return self._arriving / uuid4().hex

    def keep(self, key: str, source: Path) -> None:
        target = self._path(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        _to_the_disk(source)
        failpoint("storage.before_rename")
        os.replace(source, target)
        for each in (target.parent, target.parent.parent):  # a name is durable when its folder is
            _to_the_disk(each)
        failpoint("storage.kept")

    def read(self, key: str) -> Iterator[bytes]:
        path = self._path(key)
        if not path.is_file():
            raise Missing(key)
        return _pieces(path)

    def remove(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    def kept(self) -> Iterator[tuple[str, datetime]]:
        for path in sorted(self._kept.glob("??/*")):
            yield path.name, datetime.fromtimestamp(path.stat().st_mtime, UTC)

    def _path(self, key: str) -> Path:
        if not KEY.fullmatch(key):
            raise ValueError(f"not a key: {key!r}")
        return self._kept / key[-2:] / key


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _to_the_disk(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
