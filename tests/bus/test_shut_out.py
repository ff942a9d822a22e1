"""A listener that the broker shuts out: it says so, keeps knocking, and misses nothing once it is let in again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from prometheus_client import REGISTRY

from shared.transports.rabbit import consumer as consuming
from tests.bus.conftest import rabbit_at
from tests.bus.wires import Ear, Wires, interest
from tests.kit import rabbit_node, servers
from tests.kit.drain import until

pytestmark = [pytest.mark.rabbit, pytest.mark.postgres, pytest.mark.slow]

NOTHING, EVERYTHING = ("^$", "^$", "^$"), ("^$", "^$", ".*")
SHUT_OUT = (
    (("set_permissions", "ear", *NOTHING), ("set_permissions", "ear", *EVERYTHING), "ACCESS_REFUSED"),
    (("change_password", "ear", "new"), ("change_password", "ear", "right"), "Authentication"),
)
"""What an operator does, how he undoes it, and the word by which the listener tells of it."""


def test_who_may_not_read_or_has_another_password_says_so_and_misses_nothing(
    tmp_path: Path, postgresql_pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    servers.need("RabbitMQ of one's own", str(rabbit_node.binaries() or ""), "install RabbitMQ and Erlang here")
    troubles: list[str] = []
    monkeypatch.setattr(consuming.log, "warning", lambda *_, **told: troubles.append(told.get("error", "")))
    monkeypatch.setattr(consuming, "LONGEST_PAUSE", 0.5)
    with rabbit_node.own_node(tmp_path) as node, rabbit_at(postgresql_pair, node.url) as rabbit:
        ear = rabbit.ear(start=False)
        node.control("add_user", "ear", "right")
        node.control("set_permissions", "ear", *EVERYTHING)
        with listening(node.url.replace("guest:guest@", "ear:right@"), ear):
            said = say(rabbit)
            ear.until_done(said)
            for shut_out, let_in, word in SHUT_OUT:
                troubles.clear()
                before = failures(ear)
                node.control(*shut_out)
                node.control("close_all_user_connections", "ear", "Shut out.")
                until(partial(is_told, troubles, word), 30, f"it says {word}")
                assert failures(ear) > before
                waiting = say(rabbit)
                assert not set(waiting) & set(ear.done())
                node.control(*let_in)
                ear.until_done(waiting)
                said += waiting
        assert sorted(ear.done()) == sorted(said)


@contextmanager
def listening(url: str, ear: Ear) -> Iterator[None]:
    """A consumer in a thread of its own, as in a worker."""
    stop = threading.Event()
    listener = threading.Thread(target=consuming.RabbitConsumer(url, ear.door).run, args=(stop,))
    listener.start()
    try:
        yield
    finally:
        stop.set()
        listener.join(30)
    assert not listener.is_alive()


def say(rabbit: Wires) -> list[UUID]:
    said = rabbit.say(interest(), interest())
    rabbit.hand_over()
    return said


def is_told(troubles: list[str], word: str) -> bool:
    return any(word in each for each in troubles)


def failures(ear: Ear) -> float:
    """What the alarm looks at."""
    return REGISTRY.get_sample_value("consumer_failures_total", {"consumer": ear.name}) or 0.0
