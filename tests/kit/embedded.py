"""The embedded system in a process of its own, as `make run` starts it, on a free port and a fresh data folder."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.kit.drain import until

ROOT = Path(__file__).parents[2]


@dataclass
class Running:
    """Where a running system is, where its mails land, and who its admin is."""

    url: str
    mail: Path
    admin_email: str = "admin@example.org"
    admin_password: str = "een-zin-voor-de-beheerder"
    process: subprocess.Popen[bytes] | None = None


def free_port() -> int:
    """A port on which nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(folder: Path, *, port: int = 0, **environment: str) -> Running:
    """Start the system on the data folder and wait for its first page."""
    port = port or free_port()
    found = Running(f"http://127.0.0.1:{port}", folder / "mail")
    given = {"PORT": str(port), "DATA": str(folder), "ADMIN_PASSWORD": found.admin_password, **environment}
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "output").open("ab") as output:
        found.process = subprocess.Popen(
            [sys.executable, "-m", "deploy.embedded"],
            cwd=ROOT,
            env={**os.environ, **given},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    wait_for_page(found, folder)
    return found


def wait_for_page(system: Running, folder: Path, seconds: float = 60) -> None:
    """Until the home page answers; raises with what the process said when it ends before."""

    def answers() -> bool:
        assert system.process is not None
        if system.process.poll() is not None:
            raise AssertionError((folder / "output").read_text()[-3000:])
        try:
            return client.get(system.url + "/").status_code == 200
        except httpx.TransportError:
            return False

    with httpx.Client(timeout=5) as client:
        until(answers, seconds, "its first page")


def stop(system: Running) -> int:
    """Ctrl-C, and the exit code."""
    assert system.process is not None
    system.process.send_signal(signal.SIGINT)
    return system.process.wait(30)


@contextmanager
def running(folder: Path, **environment: str) -> Iterator[Running]:
    """A system that lives as long as the block."""
    system = start(folder, port=0, **environment)
    try:
        yield system
    finally:
        stop(system)
