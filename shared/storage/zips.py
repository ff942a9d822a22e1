"""Looking into a zip without unpacking it: a spreadsheet, or a bundle of files that stays small when it is opened."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from shared.errors import Invalid, Reason

MOST_FILES = 1000
MOST_BYTES = 500 * 1024 * 1024
MOST_TIMES = 100
"""How many times larger all of it may be than the zip."""
RUNS = re.compile(r"\.(html?|xhtml|svgz?|xml|js|mjs|exe|dll|com|bat|cmd|ps1|vbs|scr|msi|jar|sh|apk|lnk|zip)$", re.I)
UNREADABLE = (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError)
"""All that the library raises for a zip made badly, on purpose or not: an end too early, a place that is not there."""
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def what_zip(path: Path) -> str:
    """`xlsx`, `ods` or `zip`. Raises Invalid, with everything that is wrong with it."""
    try:
        with zipfile.ZipFile(path) as found:
            entries = found.infolist()
            wrong = _wrong(entries, path.stat().st_size)
            kind = "zip" if wrong else _kind(found, entries)
            wrong += _dangerous(entries, kind)
    except UNREADABLE as error:
        raise Invalid("file-not-taken", "This zip cannot be read.", (_reason("broken", "It is not whole."),)) from error
    if wrong:
        raise Invalid("file-not-taken", "This zip is not taken.", wrong)
    return kind


def _kind(found: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> str:
    names = {each.filename for each in entries}
    if {"[Content_Types].xml", "xl/workbook.xml"} <= names:
        return "xlsx"
    return "ods" if entries and _says_ods(found, entries[0]) else "zip"


def _says_ods(found: zipfile.ZipFile, first: zipfile.ZipInfo) -> bool:
    """Whether its first file says so, as the format asks: uncompressed, so that nothing strange is unpacked."""
    is_said = first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED
    return is_said and first.file_size == len(ODS) and found.read(first).decode("ascii", "replace") == ODS


def _wrong(entries: list[zipfile.ZipInfo], packed: int) -> list[Reason]:
    unpacked = sum(each.file_size for each in entries)
    checks = (
        (not entries, "empty", "There is nothing in it."),
        (len(entries) > MOST_FILES, "too-many", f"More than {MOST_FILES} files are in it."),
        (unpacked > MOST_BYTES, "too-large", f"Unpacked it is larger than {MOST_BYTES // 1024**2} MB."),
        (unpacked > MOST_TIMES * packed, "too-dense", f"Unpacked it is more than {MOST_TIMES} times as large."),
        (any(each.flag_bits & 1 for each in entries), "locked", "Some of it is locked with a password."),
        (any(map(_leads_out, entries)), "leads-out", "A name in it leads out of the folder it is unpacked in."),
    )
    return [_reason(code, message) for is_so, code, message in checks if is_so]


def _leads_out(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename.replace("\\", "/")
    is_link = (entry.external_attr >> 16) & 0o170000 == 0o120000
    return is_link or name.startswith("/") or ".." in name.split("/") or re.match(r"[A-Za-z]:", name) is not None


def _dangerous(entries: list[zipfile.ZipInfo], kind: str) -> list[Reason]:
    if kind == "zip":
        bad = sorted(each.filename for each in entries if RUNS.search(each.filename))
        text = "Leave out what runs, markup, and zips in it: "
    else:
        parts = ("vbaproject.bin", "/basic/", "/scripts/")
        bad = sorted(e.filename for e in entries if any(part in f"/{e.filename.lower()}" for part in parts))
        text = "Leave out the macros: "
    return [_reason("runs", f"{text}{', '.join(bad[:5])[:200]}")] if bad else []


def _reason(code: str, message: str) -> Reason:
    return Reason(code, message, "/file")
