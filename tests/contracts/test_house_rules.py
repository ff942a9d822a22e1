"""Walls and sizes: who may import what, who reads the clock and the environment, and how long a thought may be."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from deploy.documents.parts import ROOT
from tests.contracts.sources import functions_in, name_of, names_used, python_files

CLOCKS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "date.today",
    "datetime.date.today",
    "time.time",
    "time.monotonic",
    "time.perf_counter",
}
ENVIRONMENT = {"os.environ", "os.getenv"}
MAY_READ_ENVIRONMENT = {
    "shared/settings.py",
    "shared/failpoints.py",
    "shared/metrics.py",  # prometheus-client itself decides by this variable; we only follow it
}
NO_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "base", "common", "misc"}
CATALOGUES = ("shared/events/",)  # one speaker's whole language, in one place: looked things up in, not read
LONGEST_FILE, LONGEST_FUNCTION = 250, 40
GOOD_FUNCTION = 25


def test_the_walls_stand() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--no-logo"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr


def test_only_the_clock_reads_the_time() -> None:
    readers = _users_of(CLOCKS)
    assert {each.partition(":")[0] for each in readers} <= {"shared/clock.py"}, readers


def test_only_the_settings_read_the_environment() -> None:
    readers = _users_of(ENVIRONMENT)
    assert {each.partition(":")[0] for each in readers} <= MAY_READ_ENVIRONMENT, readers


def _users_of(forbidden: set[str]) -> list[str]:
    return [f"{name_of(p)}:{line}: {name}" for p in python_files() for name, line in names_used(p) if name in forbidden]


def test_no_file_is_called_after_nothing_in_particular() -> None:
    assert [name_of(path) for path in python_files() if path.stem in NO_NAMES] == []


def test_no_file_holds_two_nouns() -> None:
    sizes = {name_of(path): len(path.read_text().splitlines()) for path in python_files()}
    long = {name: size for name, size in sizes.items() if size > LONGEST_FILE}
    assert {name: size for name, size in long.items() if not name.startswith(CATALOGUES)} == {}


def test_no_function_is_longer_than_a_screen(record_property: Callable[[str, object], None]) -> None:
    sizes = {
        f"{name_of(path)}:{found.lineno} {found.name}": (found.end_lineno or 0) - found.lineno + 1
        for path in python_files()
        for found in functions_in(path)
    }
    long = sorted((size, name) for name, size in sizes.items() if size > GOOD_FUNCTION)
    record_property("functions over 25 lines", [f"{size} {name}" for size, name in long])
    assert [name for size, name in long if size > LONGEST_FUNCTION] == []
    assert len(long) <= len(sizes) / 10, f"more than one function in ten is over {GOOD_FUNCTION} lines: {long}"


def test_nothing_is_left_to_do_in_a_comment() -> None:
    undone = re.compile(r"#.*\b(TODO|FIXME|XXX|HACK)\b")
    assert [name_of(path) for path in python_files() if undone.search(path.read_text())] == []
