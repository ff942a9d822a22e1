"""What a file is follows from what stands in it, and nothing that runs is taken."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import Invalid
from shared.storage.kinds import media_type_of, must_be_takeable
from shared.storage.names import LONGEST, clean_name
from shared.storage.zips import ODS

Files = dict[str, bytes]


def zipped(files: Files, packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", packed) as made:
        for name, body in files.items():
            made.writestr(name, body)
    return target.getvalue()


SHEET: Files = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}
TAKEN = {
    "a.csv": b"naam;punten\nAnna;7\n",
    "b.json": b'{"punten": [7, 8]}',
    "c.md": "# Wat we maten: één".encode(),
    "d.pdf": b"%PDF-1.7\n...",
    "e.parquet": b"PAR1" + b"." * 20 + (10).to_bytes(4, "little") + b"PAR1",
    "f.xlsx": zipped(SHEET),
    "g.ods": zipped({"mimetype": ODS.encode(), "content.xml": b"<office/>"}, zipfile.ZIP_STORED),
    "h.zip": zipped({"data/a.csv": b"a,b\n"}),
}
REFUSED = {
    "empty": ("a.csv", b""),
    "markup": ("a.txt", b"hello <SVG onload=alert(1)>"),
    "broken": ("a.json", b'{"punten": '),
    "not-utf-8": ("a.csv", "één".encode("latin-1")),
    "other-kind": ("a.csv", b"%PDF-1.7"),
    "kind-not-taken": ("a.txt", b"MZ\x00\x01"),
    "runs": ("a.zip", zipped({"index.html": b"<p>"})),
    "leads-out": ("a.zip", zipped({"../../etc/cron.d/x": b"x"})),
    "too-dense": ("a.zip", zipped({"a.csv": b"0" * 1_000_000})),
    "too-many": ("a.zip", zipped({f"{number}.csv": b"x" for number in range(1001)})),
}


def reasons(path: Path, name: str, body: bytes) -> set[str]:
    path.write_bytes(body)
    with pytest.raises(Invalid) as refused:
        media_type_of(path, name)
    return {reason.code for reason in refused.value.reasons}


@pytest.mark.parametrize("name", TAKEN)
def test_what_holds_data_is_taken(name: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(TAKEN[name])
    assert "/" in media_type_of(path, name)


@pytest.mark.parametrize("code", REFUSED)
def test_what_runs_lies_or_is_broken_is_refused_and_told_why(code: str, tmp_path: Path) -> None:
    assert code in reasons(tmp_path / "file", *REFUSED[code])


def test_a_sheet_with_macros_is_refused_whatever_it_is_called(tmp_path: Path) -> None:
    body = zipped({**SHEET, "xl/vbaProject.bin": b"macro"})
    assert reasons(tmp_path / "file", "a.xlsx", body) == {"runs"}


def test_everything_wrong_with_a_zip_is_told_at_once(tmp_path: Path) -> None:
    body = zipped({"../a.csv": b"0" * 1_000_000, "run.exe": b"MZ"})
    assert reasons(tmp_path / "file", "a.zip", body) == {"too-dense", "leads-out", "runs"}


def test_a_name_that_no_data_has_is_refused_before_anything_is_read() -> None:
    with pytest.raises(Invalid, match="kind is not taken"):
        must_be_takeable("plaatje.svg")


@given(st.text(max_size=300))
def test_a_clean_name_is_clean_and_means_no_other_place(name: str) -> None:
    clean = clean_name(name)
    assert clean_name(clean) == clean
    assert len(clean) <= LONGEST
    assert not clean or (clean.isascii() and clean[0].isalnum() and not set(clean) & set(' "\\/:%\n'))


def test_a_sheet_that_says_its_kind_in_broken_packing_is_refused(tmp_path: Path) -> None:
    body = bytearray(zipped({"mimetype": ODS.encode(), "content.xml": b"<office/>"}))
    start = body.index(b"mimetype") + len("mimetype")
    body[start : start + 6] = bytes(each ^ 0xFF for each in body[start : start + 6])
    assert reasons(tmp_path / "file", "a.ods", bytes(body))
