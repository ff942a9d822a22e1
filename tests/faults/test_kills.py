"""5,000 events while everything is killed at every step, on both transports: nothing lost, double or out of turn."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.kit import rabbit_node, servers

ROOT = Path(__file__).parents[2]


def play(transport: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.faults.harness", "--transport", transport, "--turns", "2"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=360, check=False)


@pytest.mark.kills
@pytest.mark.slow
@pytest.mark.timeout(400)
def test_everything_is_killed_in_one_process_and_nothing_is_lost() -> None:
    ended = play("embedded")
    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.mark.kills
@pytest.mark.slow
@pytest.mark.rabbit
@pytest.mark.postgres
@pytest.mark.timeout(400)
def test_everything_is_killed_around_a_broker_that_is_killed_too_and_nothing_is_lost() -> None:
    servers.need("PostgreSQL", servers.postgresql_address(), "set TEST_POSTGRESQL_URL, or start Docker")
    servers.need("RabbitMQ of one's own", str(rabbit_node.binaries() or ""), "install RabbitMQ and Erlang here")
    ended = play("rabbit")
    assert ended.returncode == 0, ended.stdout + ended.stderr
