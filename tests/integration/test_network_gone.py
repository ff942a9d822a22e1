"""A network that goes away without a word: every connection notices by itself, and soon."""

from __future__ import annotations

import socket

import pytest

from shared.db import Database
from tests.kit import servers


@pytest.mark.postgres
def test_a_connection_to_the_database_gives_up_what_nobody_acknowledges_for_fifteen_seconds() -> None:
    with servers.fresh_postgresql() as url:
        database = Database(url)
        with database.engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            with socket.socket(fileno=socket.dup(raw.pgconn.socket)) as line:
                assert line.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 15_000
                assert line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
                assert line.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == 15
        database.close()
