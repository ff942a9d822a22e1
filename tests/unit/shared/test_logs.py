"""The log in a file, also where there is no room for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = """
import logging, sys
from pathlib import Path
import structlog
from shared import logs
logs.configure("proef", file=Path(sys.argv[1]))
structlog.get_logger().info("request", status=200)
logging.getLogger("any").warning("a word")
print("it went on")
"""


def logged_to(path: Path) -> str:
    command = [sys.executable, "-c", SCRIPT, str(path)]
    ended = subprocess.run(command, cwd=Path(__file__).parents[3], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_each_line_stands_in_the_file_behind_what_was_there(tmp_path: Path) -> None:
    for count in (1, 2):
        logged_to(tmp_path / "log")
        lines = (tmp_path / "log").read_text().splitlines()
        assert len(lines) == 2 * count
        assert '"event": "request"' in lines[-2]


def test_a_disk_without_room_for_the_log_stops_nothing() -> None:
    assert logged_to(Path("/dev/full")) == "it went on\n"
