"""A check that cannot fail proves nothing: each of these mistakes, made on purpose, is noticed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.kit import servers

ROOT = Path(__file__).parents[2]
NEEDS_BROKER = [pytest.mark.rabbit, pytest.mark.postgres, pytest.mark.kills]
"""Two minutes with a broker: `make kills` plays them there, `make test` in one process."""
CASES = [
    ("embedded", "dies_in_the_inbox", "ack_before_commit"),
    ("embedded", "dies_before_the_mark", "mark_before_confirm"),
    ("embedded", "dies_before_the_mark", "no_inbox_key"),
    ("rabbit", "dies_in_the_inbox", "ack_before_commit"),
    ("rabbit", "dies_before_the_mark", "mark_before_confirm"),
    ("rabbit", "dies_before_the_mark", "no_inbox_key"),
    ("rabbit", "commits_late", "cursor_poll"),
    ("rabbit", "two_appliers", "no_cursor_lock"),
    ("rabbit", "two_writers", "number_before_lock"),
]


def marked(*case: str) -> object:
    return pytest.param(*case, marks=NEEDS_BROKER if case[0] == "rabbit" else [])


def play(transport: str, plan: str, mutation: str = "") -> subprocess.CompletedProcess[str]:
    if transport == "rabbit":
        servers.need("RabbitMQ", servers.rabbitmq_address(), "set TEST_AMQP_URL, or start Docker")
        servers.need("PostgreSQL", servers.postgresql_address(), "set TEST_POSTGRESQL_URL, or start Docker")
    command = [sys.executable, "-m", "tests.faults.directed", plan, transport, *filter(None, [mutation])]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=150, check=False)


@pytest.mark.slow
@pytest.mark.timeout(160)
@pytest.mark.parametrize(("transport", "plan", "mutation"), [marked(*case) for case in CASES])
def test_a_mistake_made_on_purpose_is_noticed(transport: str, plan: str, mutation: str) -> None:
    ended = play(transport, plan, mutation)
    assert ended.returncode == 1, ended.stdout + ended.stderr
    assert "Verdict(" in ended.stdout, ended.stdout + ended.stderr


@pytest.mark.slow
@pytest.mark.timeout(160)
@pytest.mark.parametrize(("transport", "plan"), [marked(*each) for each in sorted({case[:2] for case in CASES})])
def test_the_same_moment_does_no_harm_to_the_code_as_it_is(transport: str, plan: str) -> None:
    ended = play(transport, plan)
    assert ended.returncode == 0, ended.stdout + ended.stderr
