"""`make run` as a person meets it: starting, stopping, starting again, and the sentences when it cannot."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.kit.embedded import ROOT, Running, running, start, stop

pytestmark = pytest.mark.slow


def _refusal(folder: Path, **environment: str) -> str:
    """What a start says that cannot be."""
    ended = subprocess.run(
        [sys.executable, "-m", "deploy.embedded"],
        cwd=ROOT,
        env={**os.environ, "DATA": str(folder), **environment},
        capture_output=True,
        timeout=90,  # a refusal costs the loading of everything, which on a busy machine takes long
        check=False,
    )
    assert ended.returncode == 1
    assert b"Traceback" not in ended.stderr
    return ended.stderr.decode()


def _port(system: Running) -> str:
    return system.url.rpartition(":")[2]


@dataclass
class Lives:
    """What was seen of a first life, and the second one, which goes on."""

    folder: Path
    names: list[str]
    exit_code: int
    second: Running

    @property
    def output(self) -> str:
        return (self.folder / "output").read_text()


def _names(system: Running) -> list[str]:
    return [item["name"] for item in httpx.get(f"{system.url}/api/identity/v1/werkkringen").json()["items"]]


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lives]:
    """Started without a password for the admin, stopped while someone follows the event log, and started again."""
    folder = tmp_path_factory.mktemp("lives")
    first = start(folder, ADMIN_PASSWORD="")
    names = _names(first)
    with httpx.stream("GET", f"{first.url}/api/sharing/v1/events/stream") as stream:
        told = stream.iter_bytes()
        assert next(told) == b"retry: 3000\n\n"
        exit_code = stop(first)
    with running(folder, ADMIN_PASSWORD="") as second:
        yield Lives(folder, names, exit_code, second)


def test_it_stops_cleanly_and_starts_again_with_the_same_data(lives: Lives) -> None:
    assert lives.exit_code == 0
    assert len(lives.names) == 7
    assert _names(lives.second) == lives.names
    assert lives.output.count("Proeftuin is running") == 2
    assert "Traceback" not in lives.output


def test_who_follows_the_event_log_is_not_waited_for_until_gunicorn_loses_patience(lives: Lives) -> None:
    assert "SIGKILL" not in lives.output


def test_it_makes_up_the_admins_first_password_and_says_it_once(lives: Lives) -> None:
    assert lives.output.count("first password:") == 1


def test_a_busy_port_and_a_folder_in_use_get_a_sentence_that_helps(lives: Lives, tmp_path: Path) -> None:
    busy = _refusal(tmp_path / "two", PORT=_port(lives.second))
    assert "cannot be used" in busy
    assert "make run PORT=" in busy
    assert "in use by another Proeftuin" in _refusal(lives.folder, PORT="0")


def test_a_folder_that_cannot_be_written_gets_a_sentence_that_helps() -> None:
    assert "Give another: DATA=" in _refusal(Path("/proc/proeftuin"), PORT="0")


def test_whoever_sends_too_much_may_go_on_asking(tmp_path: Path) -> None:
    """The connection ends with the refusal, and it is said: a client that keeps connections opens a new one."""
    with running(tmp_path) as system, httpx.Client(base_url=system.url) as client:
        for body in (b"x" * 300_000, iter([b"x" * 300_000])):
            refused = client.post("/api/ideas/v1/ideas", content=body)
            assert (refused.status_code, refused.headers["Connection"]) == (413, "close")
            assert client.get("/api/ideas/v1/ideas").status_code == 200
        small = client.post("/api/ideas/v1/ideas", content=b"x" * 1000)
        assert (small.status_code, small.headers["Connection"]) == (401, "keep-alive")
        with socket.create_connection(("127.0.0.1", int(_port(system))), timeout=10) as broken:
            broken.sendall(
                b"POST /api/ideas/v1/ideas HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n"
            )
            assert broken.recv(1000).startswith(b"HTTP/1.1 400 ")
