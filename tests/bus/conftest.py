"""One world per test: `embedded` on SQLite files, `rabbit` on PostgreSQL and a RabbitMQ virtual host of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pika
import pytest
from sqlalchemy import delete

from shared.bus.subscriptions import Subscriptions
from shared.bus.tables import backbone
from shared.db import Database
from shared.transports.embedded import EmbeddedTransport
from shared.transports.rabbit import RabbitTransport
from shared.transports.rabbit.topology import declare
from tests.bus.wires import Wires, notes
from tests.kit import servers


def _make_tables(url: str) -> None:
    database = Database(url)
    with database.engine.begin() as connection:
        backbone.create_all(connection)
        notes.create_all(connection)
    database.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the backbone's tables, to be copied."""
    path = tmp_path_factory.mktemp("template") / "bus.db"
    _make_tables(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_pair() -> Iterator[tuple[str, str]]:
    """Two PostgreSQL databases with the backbone's tables, made once: a test begins by emptying them."""
    with servers.fresh_postgresql() as speaker, servers.fresh_postgresql() as hearer:
        _make_tables(speaker)
        _make_tables(hearer)
        yield speaker, hearer


@pytest.fixture(scope="session")
def broker() -> Iterator[str]:
    """The address of a virtual host of this run's own."""
    with servers.fresh_vhost() as url:
        yield url


@contextmanager
def _embedded(template: Path, folder: Path) -> Iterator[Wires]:
    for name in ("speaker", "hearer"):
        shutil.copyfile(template, folder / f"{name}.db")
    speaker, hearer = (Database(f"sqlite:///{folder}/{name}.db") for name in ("speaker", "hearer"))
    wires = Wires("embedded", EmbeddedTransport(), speaker, hearer)
    try:
        yield wires
    finally:
        wires.close()


@contextmanager
def rabbit_at(pair: tuple[str, str], url: str) -> Iterator[Wires]:
    """The world over the broker at this address."""
    declare(url, [])
    speaker, hearer = (_emptied(each) for each in pair)
    wires = Wires("rabbit", RabbitTransport(url), speaker, hearer, url, _declarer(url))
    try:
        yield wires
    finally:
        wires.close()
        _delete_queues(wires)


def _emptied(url: str) -> Database:
    database = Database(url)
    with database.transaction() as session:
        for table in (*backbone.sorted_tables, *notes.sorted_tables):
            session.execute(delete(table))
    return database


def _declarer(url: str) -> Callable[[Subscriptions], None]:
    def declare_one(subscriptions: Subscriptions) -> None:
        declare(url, [subscriptions])

    return declare_one


def _delete_queues(wires: Wires) -> None:
    connection = pika.BlockingConnection(pika.URLParameters(wires.url))
    channel = connection.channel()
    for ear in wires.ears:
        channel.queue_delete(ear.name)
    connection.close()


@pytest.fixture(params=["embedded", pytest.param("rabbit", marks=[pytest.mark.rabbit, pytest.mark.postgres])])
def wires(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Wires]:
    """The world of one test, on each transport in turn."""
    if request.param == "embedded":
        with _embedded(request.getfixturevalue("sqlite_template"), tmp_path) as made:
            yield made
    else:
        with rabbit_at(request.getfixturevalue("postgresql_pair"), request.getfixturevalue("broker")) as made:
            yield made


@pytest.fixture
def rabbit(postgresql_pair: tuple[str, str], broker: str) -> Iterator[Wires]:
    """The world over RabbitMQ, for what only a broker can do."""
    with rabbit_at(postgresql_pair, broker) as made:
        yield made
