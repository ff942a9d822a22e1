"""Real servers for tests: an address in the environment, else Docker, else binaries of this machine on a free port.

Where none can be had, the run says so loudly at its end, and with CI=true that is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from uuid import uuid4

import psycopg
import pytest

left_out: dict[str, str] = {}
_started: list[object] = []


def need(what: str, found: str | None, how: str) -> str:
    """`found`, or leave this test out: remembered for the report, and a failure in CI."""
    if found:
        return found
    left_out[what] = how
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is needed in CI: {how}")
    pytest.skip(f"no {what}: {how}")


@cache
def _docker() -> bool:
    if shutil.which("docker") is None:
        return False
    return subprocess.run(["docker", "info"], capture_output=True, timeout=20, check=False).returncode == 0


@cache
def postgresql_address() -> str | None:
    """`postgresql://user@host:port/` of a server on which databases may be made, without a database's name."""
    if given := os.environ.get("TEST_POSTGRESQL_URL"):
        return given.rstrip("/")
    if not _docker():
        return None
    from testcontainers.postgres import PostgresContainer

    container = PostgresContainer("postgres:17", username="test", password="test", dbname="test", driver=None)
    container.start()
    _started.append(container)
    host, port = container.get_container_host_ip(), container.get_exposed_port(5432)
    return f"postgresql://test:test@{host}:{port}"


@cache
def rabbitmq_address() -> str | None:
    """`amqp://user:password@host:port` of a broker that tests may use."""
    if given := os.environ.get("TEST_AMQP_URL"):
        return given.rstrip("/")
    if not _docker():
        return None
    from testcontainers.rabbitmq import RabbitMqContainer

    container = RabbitMqContainer("rabbitmq:4-management")
    container.start()
    _started.append(container)
    host, port = container.get_container_host_ip(), container.get_exposed_port(5672)
    return f"amqp://guest:guest@{host}:{port}"


def stop_started() -> None:
    """Stop what this run started."""
    while _started:
        _started.pop().stop()  # type: ignore[attr-defined]


@contextmanager
def fresh_postgresql(template: str | None = None) -> Iterator[str]:
    """An empty database (or a copy of `template`) of one's own, dropped afterwards; yields its SQLAlchemy URL."""
    address = need("PostgreSQL", postgresql_address(), "set TEST_POSTGRESQL_URL, or start Docker")
    name = f"test_{uuid4().hex}"
    with psycopg.connect(f"{address}/postgres", autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
    try:
        yield f"{address.replace('postgresql://', 'postgresql+psycopg://')}/{name}"
    finally:
        with psycopg.connect(f"{address}/postgres", autocommit=True) as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
