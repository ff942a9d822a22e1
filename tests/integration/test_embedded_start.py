"""`make run` as a person meets it: starting, stopping, starting again, and the sentences when it cannot."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from shared import clock
from tests.kit.embedded import ROOT, Running, running, start, stop

pytestmark = pytest.mark.slow


def _refusal(folder: Path, **environment: str) -> str:
    """What a start says that cannot be."""
    ended = subprocess.run(
        [sys.executable, "-m", "deploy.embedded"],
        cwd=ROOT,
        env={**os.environ, "DATA": str(folder), **environment},
        capture_output=True,
        timeout=30,
        check=False,
    )
    assert ended.returncode == 1
    assert b"Traceback" not in ended.stderr
    return ended.stderr.decode()


def _port(system: Running) -> str:
    return system.url.rpartition(":")[2]


def test_it_stops_cleanly_and_starts_again_with_the_same_data(tmp_path: Path) -> None:
    first = start(tmp_path)
    names = [item["name"] for item in httpx.get(f"{first.url}/api/identity/v1/werkkringen").json()["items"]]
    assert len(names) == 7
    with httpx.stream("GET", f"{first.url}/api/sharing/v1/events/stream") as stream:
        assert next(stream.iter_bytes()) == b"retry: 3000\n\n"
        began = clock.monotonic()
        assert stop(first) == 0
        assert clock.monotonic() - began < 9, (
            "who follows the event log is not waited for until gunicorn's patience ends"
        )
    with running(tmp_path) as second:
        again = [item["name"] for item in httpx.get(f"{second.url}/api/identity/v1/werkkringen").json()["items"]]
    assert again == names
    output = (tmp_path / "output").read_text()
    assert output.count("Proeftuin is running") == 2
    assert "Traceback" not in output


def test_it_makes_up_the_admins_first_password_and_says_it_once(tmp_path: Path) -> None:
    for _ in range(2):
        with running(tmp_path, ADMIN_PASSWORD=""):
            pass
    assert (tmp_path / "output").read_text().count("first password:") == 1


def test_a_busy_port_and_a_folder_in_use_get_a_sentence_that_helps(tmp_path: Path) -> None:
    with running(tmp_path / "one") as system:
        busy = _refusal(tmp_path / "two", PORT=_port(system))
        assert "cannot be used" in busy
        assert "make run PORT=" in busy
        assert "in use by another Proeftuin" in _refusal(tmp_path / "one", PORT="0")


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
