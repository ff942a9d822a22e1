"""How long until the first page, and how much memory the embedded system takes with the demo played."""

from __future__ import annotations

import tempfile
from pathlib import Path

from deploy.demo.story import Story
from shared import clock
from tests.kit import embedded


def start() -> list[str]:
    """Cold: on an empty folder. Warm: on the folder of before."""
    with tempfile.TemporaryDirectory() as folder:
        times = []
        for turn in range(4):
            began = clock.monotonic()
            system = embedded.start(Path(folder))
            times.append(clock.monotonic() - began)
            if turn == 3:
                story = Story(system.url, system.mail)
                story.play()
                story.close()
                memory = _memory(system)
            embedded.stop(system)
    warm = sorted(times[1:])[1]
    return [f"| first page, cold | {times[0]:.1f} s |", f"| first page, warm (median of 3) | {warm:.1f} s |", memory]


def _memory(system: embedded.Running) -> str:
    """The resident memory of the process that serves and of the one that watches it."""
    assert system.process is not None
    parent = system.process.pid
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    sizes = [_resident(parent), *(_resident(int(child)) for child in children)]
    return f"| memory after the demo: serving + watching process | {sizes[-1]:.0f} + {sizes[0]:.0f} MiB |"


def _resident(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024
