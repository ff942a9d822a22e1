"""A process that leaves at once still has its last words written and its exit code told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = """
import atexit, sys
from shared import stopping
atexit.register(print, "taken apart")
print("last words")
print("and errors", file=sys.stderr)
stopping.leave(3)
"""


def test_leaving_writes_what_was_said_and_takes_nothing_apart() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=Path(__file__).parents[3], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (3, "last words\n", "and errors\n")
