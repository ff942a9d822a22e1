"""Nobody learns from answers, or from how long they take, which addresses are known here.

Time itself is not looked at, since a busy machine would blur it, but what takes time: every password that is hashed and
with how much care, every statement, every commit, and every step outside. What is the same there takes as long.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import argon2
import pytest
from sqlalchemy import event
from werkzeug.test import TestResponse

from services.identity.model import password
from tests.kit.world import World
from tests.service.identity.acts import member, registration, sqlite_identity
from tests.service.identity.relying import ANS, Relying, register

NOBODYS, HASHER = password.NOBODY, password._hasher
"""As people meet them: the other tests of identity put quicker ones in their place."""
NOBODY = "nobody@example.org"
WRONG = "niet het goede"
Work = list[str]
Told = tuple[int, str]
Ask = Callable[[str], TestResponse]


class Counting:
    """A hasher that writes down how much work it does."""

    def __init__(self, hasher: argon2.PasswordHasher, work: Work) -> None:
        self._hasher, self._work = hasher, work

    def hash(self, plain: str) -> str:
        made = self._hasher.hash(plain)
        self._work.append(f"hashed {_care(made)}")
        return made

    def verify(self, stored: str, plain: str) -> bool:
        self._work.append(f"hashed {_care(stored)}")
        return self._hasher.verify(stored, plain)

    def check_needs_rehash(self, stored: str) -> bool:
        return self._hasher.check_needs_rehash(stored)


def _care(stored: str) -> str:
    """What decides how long a hash takes."""
    found = argon2.extract_parameters(stored)
    return f"{found.type} t={found.time_cost} m={found.memory_cost} p={found.parallelism} {found.hash_len}"


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    """Everything that takes time, in order."""
    found: Work = []
    monkeypatch.setattr(password, "_hasher", Counting(password._hasher, found))
    monkeypatch.setattr(socket.socket, "connect", lambda *_: found.append("went outside"))
    return found


@pytest.fixture(params=["where Ans is at home", "elsewhere"])
def world(tmp_path: Path, work: Work, request: pytest.FixtureRequest) -> Iterator[World]:
    """An identity that knows Ans."""
    made = sqlite_identity(tmp_path)
    database = made.service.database
    for engine in (database.engine, database.readers):
        event.listen(engine, "before_cursor_execute", lambda *given: work.append(given[2]))
    event.listen(database.engine, "commit", lambda _: work.append("committed"))
    member(made)
    if request.param == "elsewhere":
        made.client.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    yield made
    made.close()


def done(work: Work, ask: Ask, address: str) -> tuple[Work, Told]:
    """What this address' request took, and what came of it. The first request of all has some counts to begin."""
    ask("first@example.org")
    work.clear()
    answer = ask(address)
    return list(work), (answer.status_code, _constant(answer.get_data(as_text=True)).replace(address, "…"))


def _constant(text: str) -> str:
    """An answer without what is another in every answer."""
    return re.sub(r'("requestId": |name="form_token" value=)"[^"]*"', "", text)


def heavy(work: Work) -> Work:
    """The steps that take milliseconds."""
    return [step for step in work if step.startswith(("hashed", "committed", "went"))]


def test_nobodys_hash_takes_as_much_care_as_everybodys() -> None:
    assert _care(NOBODYS) == _care(HASHER.hash(WRONG))


def test_logging_in_takes_the_same_steps_for_an_unknown_address(world: World, work: Work) -> None:
    def log_in(address: str) -> TestResponse:
        return world.post("/sessions", {"email": address, "password": WRONG})

    known, unknown = done(work, log_in, ANS), done(work, log_in, NOBODY)
    assert known == unknown
    assert len([step for step in heavy(known[0]) if step.startswith("hashed")]) == 1
    assert known[1][0] == 401


def test_the_log_in_page_takes_the_same_steps_for_an_unknown_address(world: World, work: Work) -> None:
    client = Relying(world, register(world))
    client.browser.environ_base = world.client.environ_base
    page = client.ask()

    def log_in(address: str) -> TestResponse:
        return client.log_in(page, address, WRONG)

    known, unknown = done(work, log_in, ANS), done(work, log_in, NOBODY)
    assert known == unknown
    assert known[1][0] == 401


def test_registering_takes_as_much_hashing_and_as_many_commits_for_a_known_address(world: World, work: Work) -> None:
    """What is written differs, by a line or two; who waits for the answer does not see that beside a hash."""

    def join(address: str) -> TestResponse:
        return world.post("/people", registration(address))

    (known, said), (unknown, told) = done(work, join, ANS), done(work, join, NOBODY)
    assert said == told
    assert heavy(known) == heavy(unknown)
    assert len([step for step in heavy(known) if step.startswith("hashed")]) == 1
    assert abs(len(known) - len(unknown)) <= 4


def test_asking_for_a_reset_takes_the_same_steps_for_an_unknown_address(world: World, work: Work) -> None:
    def ask(address: str) -> TestResponse:
        return world.post("/people/_request-reset", {"email": address})

    known, unknown = done(work, ask, ANS), done(work, ask, NOBODY)
    assert known == unknown
    assert "committed" in known[0]
