"""What an operator types, and what asks a worker whether it is well."""

from __future__ import annotations

import socket
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import insert

from shared import clock
from shared.bus.tables import inbox
from shared.cli import _health, _parser
from shared.ids import new_id
from tests.kit.world import World


def typed(world: World, *words: str) -> None:
    """`python -m services.ideas …`"""
    options = _parser(world.service).parse_args(words)
    options.run(world.service, options)


def parked(world: World) -> str:
    """An event that failed five times, with an error as a database writes it."""
    event_id, now = new_id(), clock.now()
    row: dict[str, Any] = {"consumer": "ideas", "source": "/identity", "event_id": event_id, "type": "x", "attempts": 5}
    row |= {"subject": new_id(), "aggversion": 1, "envelope": b"{}", "received_at": now, "state": "parked"}
    with world.service.database.transaction() as session:
        session.execute(insert(inbox).values(**row, last_error="UndefinedTable: no such table\nLINE 1: INSERT\n   ^"))
    return str(event_id)


def test_each_event_that_is_stuck_is_one_line(ideas: World, capsys: pytest.CaptureFixture[str]) -> None:
    event_id = parked(ideas)
    typed(ideas, "inbox", "list")
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(f"ideas {event_id} x parked tries=5 UndefinedTable")


def test_what_was_done_with_a_stuck_event_is_said(ideas: World, capsys: pytest.CaptureFixture[str]) -> None:
    event_id = parked(ideas)
    typed(ideas, "inbox", "retry", "ideas", event_id)
    assert "tried again" in capsys.readouterr().out
    event_id = parked(ideas)
    with pytest.raises(SystemExit, match="--reason"):
        typed(ideas, "inbox", "skip", "ideas", event_id)
    typed(ideas, "inbox", "skip", "ideas", event_id, "--reason", "proef")
    assert "given up" in capsys.readouterr().out


def test_who_asks_for_health_and_hangs_up_leaves_no_trace_in_the_log() -> None:
    worker: Any = SimpleNamespace(threads=[])
    ours, theirs = socket.socketpair()
    with ours:
        theirs.sendall(b"GET /health/ready HTTP/1.0\r\n\r\n")
        theirs.close()
        _health(worker)(ours, ("127.0.0.1", 1), SimpleNamespace())  # type: ignore[arg-type]
