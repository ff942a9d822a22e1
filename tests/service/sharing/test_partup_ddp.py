"""The DDP client against the fake: every wait ends, and what is lost under way is told from what was never asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from services.sharing.channels.partup.ddp import (
    Connection,
    Dropped,
    Failed,
    OtherVersion,
    Unreachable,
    address_of,
)
from shared.errors import Invalid
from tests.kit.partup import PartupFake, partup_fake
from tests.kit.partup.server import DROPPED, EMAIL, LOST, OURS, PASSWORD, SILENT

LOGIN = {"user": {"email": EMAIL}, "password": {"digest": "0" * 64, "algorithm": "sha-256"}}


@pytest.fixture
def fake() -> Iterator[PartupFake]:
    with partup_fake() as found:
        yield found


@pytest.fixture
def line(fake: PartupFake) -> Iterator[Connection]:
    with opened(fake, patience=10) as connection:
        yield connection


@pytest.fixture
def impatient(fake: PartupFake) -> Iterator[Connection]:
    with opened(fake, patience=0.4) as connection:
        yield connection


@contextmanager
def opened(fake: PartupFake, *, patience: float) -> Iterator[Connection]:
    connection = Connection(fake.url, patience=patience)
    connection.open()
    yield connection
    connection.close()


def test_an_answer_is_read_whichever_half_of_it_comes_first(fake: PartupFake, line: Connection) -> None:
    for _ in range(4):  # the fake turns the order of result and updated every time
        with pytest.raises(Failed) as wrong:
            line.call("updates.messages.remove", "x", 1)
        assert (wrong.value.code, wrong.value.reason) == ("400", "Match failed")
    assert line.is_fresh(60)


def test_what_a_subscription_shows_is_forgotten_when_it_ends(fake: PartupFake, line: Connection) -> None:
    one, other = fake.house.add_partup("Een"), fake.house.add_partup("Twee")
    assert list(line.look("partups.one", one)["partups"]) == [one]
    assert other in line.look("partups.one", other)["partups"]
    with pytest.raises(Failed):
        line.look("partups.none")


@pytest.mark.parametrize("mishap", [LOST, DROPPED, SILENT])
def test_a_method_without_an_answer_is_dropped_in_time_and_the_line_is_closed(
    fake: PartupFake, impatient: Connection, mishap: str
) -> None:
    fake.mishaps.append(("login", mishap))
    with pytest.raises(Dropped):
        impatient.call("login", LOGIN)
    assert not impatient.is_fresh(60)
    with pytest.raises(Dropped):
        impatient.call("login", LOGIN)


def test_nothing_was_asked_where_nobody_is_in_or_they_speak_otherwise(fake: PartupFake) -> None:
    fake.down = True
    with pytest.raises(Unreachable):
        Connection(fake.url).open()
    with pytest.raises(Unreachable):
        Connection("http://127.0.0.1:9").open()
    fake.down, fake.version = False, "pre2"
    with pytest.raises(OtherVersion):
        Connection(fake.url).open()


def test_the_address_of_the_line_follows_from_that_of_the_pages() -> None:
    assert address_of("https://part-up.example.org/") == "wss://part-up.example.org/websocket"
    assert address_of("http://127.0.0.1:3000/app") == "ws://127.0.0.1:3000/app/websocket"
    for wrong in ("part-up.example.org", "ftp://part-up.example.org"):
        with pytest.raises(Invalid, match="PARTUP_URL"):
            address_of(wrong)


def test_the_sixth_login_within_ten_seconds_is_refused(fake: PartupFake, line: Connection) -> None:
    codes = []
    for _ in range(6):
        with pytest.raises(Failed) as wrong:
            line.call("login", LOGIN)
        codes.append(wrong.value.code)
    assert codes == ["403"] * 5 + ["too-many-requests"]
    assert OURS not in fake.tokens.values()
    assert PASSWORD not in str(wrong.value)
