"""What a file is, by what stands in it: one of a few kinds that hold data and run nothing. Its name must agree.

What a browser or a spreadsheet would run is refused: HTML, SVG, macros. A zip is looked into, and must stay small when
it is unpacked.
"""

from __future__ import annotations

import csv
import io
import mmap
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from shared.errors import Invalid, Reason
from shared.storage.zips import what_zip

MARKUP = re.compile(rb"<(!doctype|html|head|body|script|svg|iframe|object|embed|\?xml)[\s>/!]", re.IGNORECASE)
LOOKED_AT = 64 * 1024
ROWS = 2000
csv.field_size_limit(1024 * 1024)


@dataclass(frozen=True)
class Kind:
    """A kind of file: how its name ends, and its media type."""

    endings: tuple[str, ...]
    media_type: str


KINDS = {
    "csv": Kind(("csv", "tsv"), "text/csv"),
    "json": Kind(("json", "geojson"), "application/json"),
    "text": Kind(("txt", "md"), "text/plain"),
    "parquet": Kind(("parquet",), "application/vnd.apache.parquet"),
    "pdf": Kind(("pdf",), "application/pdf"),
    "xlsx": Kind(("xlsx",), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "ods": Kind(("ods",), "application/vnd.oasis.opendocument.spreadsheet"),
    "zip": Kind(("zip",), "application/zip"),
}
ENDINGS = {ending: kind for kind in KINDS.values() for ending in kind.endings}


def media_type_of(path: Path, name: str) -> str:
    """The media type of this file, which is to be called `name`. Raises Invalid where we do not take it."""
    ending = name.rpartition(".")[2]
    with path.open("rb") as file:
        head = file.read(LOOKED_AT)
    if not head:
        raise _refused("empty", "The file is empty.")
    found = _binary(path, head) or _textual(path, head, ending)
    if ending not in found.endings:
        how = f"Its name should end in .{found.endings[0]}."
        raise _refused("other-kind", f"What stands in it is {found.media_type}, which its name does not say.", how)
    return found.media_type


def must_be_takeable(name: str) -> None:
    """Raises Invalid where no file of such a name is taken: before any of it is read."""
    if name.rpartition(".")[2] not in ENDINGS:
        taken = ", ".join(f".{ending}" for ending in sorted(ENDINGS))
        raise _refused("kind-not-taken", "A file of this kind is not taken.", f"These are: {taken}.")


def _binary(path: Path, head: bytes) -> Kind | None:
    if head.startswith(b"%PDF-"):
        return KINDS["pdf"]
    if head.startswith(b"PAR1"):
        return _parquet(path)
    if head.startswith(b"PK"):
        return KINDS[what_zip(path)]
    return None


def _parquet(path: Path) -> Kind:
    with path.open("rb") as file:
        file.seek(-min(12, path.stat().st_size), io.SEEK_END)
        tail = file.read()
    footer = int.from_bytes(tail[-8:-4], "little")
    if not tail.endswith(b"PAR1") or not 0 < footer < path.stat().st_size - 8:
        raise _refused("broken", "This Parquet file is not whole.")
    return KINDS["parquet"]


def _textual(path: Path, head: bytes, ending: str) -> Kind:
    """A text is what its name says, if it can be read as that."""
    if MARKUP.search(head):
        raise _refused("markup", "HTML, SVG and XML are not taken: a browser might run them.")
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        if whole.find(b"\x00") >= 0:
            raise _refused("kind-not-taken", "What stands in this file is of no kind that is taken.")
    readers: dict[str, Callable[[Path], None]] = {"json": _read_json, "geojson": _read_json}
    readers |= {"csv": _read_csv, "tsv": _read_csv}
    kind = ENDINGS.get(ending, KINDS["text"])
    kind = kind if ending in readers else KINDS["text"]
    try:
        readers.get(ending, _read_text)(path)
    except UnicodeDecodeError as error:
        raise _refused("not-utf-8", "The text is not UTF-8.", "Save it as UTF-8 and send it again.") from error
    return kind


def _read_text(path: Path) -> None:
    with path.open(encoding="utf-8") as file:
        while file.read(LOOKED_AT):
            pass


def _read_csv(path: Path) -> None:
    _read_text(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline()
        file.seek(0)
        delimiter = max(",;\t|", key=first.count)
        try:
            for _, _row in zip(range(ROWS), csv.reader(file, delimiter=delimiter, strict=True), strict=False):
                pass
        except csv.Error as error:
            raise _refused("broken", f"This is not CSV as others can read it: {str(error)[:100]}") from error


def _read_json(path: Path) -> None:
    """Looks at every character and keeps nothing of it."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        try:
            msgspec.json.decode(memoryview(whole), type=msgspec.Raw)
        except (msgspec.DecodeError, RecursionError) as error:
            raise _refused("broken", f"This is not JSON as it should be: {str(error)[:100]}") from error
    _read_text(path)


def _refused(code: str, message: str, how: str = "") -> Invalid:
    return Invalid("file-not-taken", message, (Reason(code, message, "/file", how),))
