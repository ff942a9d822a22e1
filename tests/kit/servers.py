"""Real servers for tests: an address in the environment, else Docker, else binaries of this machine on a free port.

Where none can be had, the run says so loudly at its end, and with CI=true that is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import psycopg
import pytest
from docker.errors import DockerException

from tests.kit import rabbit_node

left_out: dict[str, str] = {}
_endings: list[Callable[[], object]] = []


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
    from testcontainers.community.postgres import PostgresContainer

    container = PostgresContainer("postgres:17", username="test", password="test", dbname="test", driver=None)
    if not _started(container):
        return None
    host, port = container.get_container_host_ip(), container.get_exposed_port(5432)
    return f"postgresql://test:test@{host}:{port}"


@cache
def rabbitmq_address() -> str | None:
    """`amqp://user:password@host:port` of a broker that tests may use."""
    if given := os.environ.get("TEST_AMQP_URL"):
        return given.rstrip("/")
    if not _docker():
        return _own_broker()
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # of its own waiting, at import
        from testcontainers.community.rabbitmq import RabbitMqContainer

    container = RabbitMqContainer("rabbitmq:4-management")
    if not _started(container):
        return _own_broker()
    host, port = container.get_container_host_ip(), container.get_exposed_port(5672)
    return f"amqp://guest:guest@{host}:{port}"


def _started(container: Any) -> bool:
    """Start a container; false where there is a Docker but no image to be had, as on a machine without a network."""
    os.environ.setdefault("TESTCONTAINERS_RYUK_DISABLED", "true")  # we stop what we start, without its helper's image
    try:
        container.start()
    except (DockerException, TimeoutError) as error:
        left_out["Docker images"] = str(error)[:120]
        return False
    at_the_end(container.stop)
    return True


def _own_broker() -> str | None:
    if rabbit_node.binaries() is None:
        return None
    node = rabbit_node.RabbitNode(Path(tempfile.mkdtemp(prefix="rabbit")))
    at_the_end(node.stop)
    node.start()
    return node.url.removesuffix("/%2F")


def at_the_end(deed: Callable[[], object]) -> None:
    """Do this when the run is over; what was asked for last is done first."""
    _endings.append(deed)


def stop_started() -> None:
    """Stop what this run started."""
    while _endings:
        _endings.pop()()


@contextmanager
def fresh_vhost() -> Iterator[str]:
    """A virtual host of one's own, removed afterwards; yields its AMQP address.

    Made over the management address (TEST_AMQP_MANAGEMENT_URL) or with this machine's rabbitmqctl. Where neither can be
    had it is the broker's own virtual host: queues then still have names of the test's own.
    """
    address = need("RabbitMQ", rabbitmq_address(), "set TEST_AMQP_URL, or start Docker")
    name = f"test_{uuid4().hex}"
    user = urlsplit(address).username or "guest"
    if not _make_vhost(name, user):
        yield f"{address}/%2F"
        return
    try:
        yield f"{address}/{name}"
    finally:
        _remove_vhost(name)


def _make_vhost(name: str, user: str) -> bool:
    if management := os.environ.get("TEST_AMQP_MANAGEMENT_URL"):
        everything = {"configure": ".*", "write": ".*", "read": ".*"}
        with httpx.Client(base_url=management, trust_env=False) as http:
            http.put(f"/api/vhosts/{name}").raise_for_status()
            http.put(f"/api/permissions/{name}/{user}", json=everything).raise_for_status()
        return True
    return _rabbitmqctl("add_vhost", name) and _rabbitmqctl("set_permissions", "-p", name, user, ".*", ".*", ".*")


def _remove_vhost(name: str) -> None:
    if management := os.environ.get("TEST_AMQP_MANAGEMENT_URL"):
        with httpx.Client(base_url=management, trust_env=False) as http:
            http.delete(f"/api/vhosts/{name}").raise_for_status()
    else:
        _rabbitmqctl("delete_vhost", name)


def _rabbitmqctl(*arguments: str) -> bool:
    """Ask the broker of this machine; False where there is none, or the broker is another one."""
    host, _, port = urlsplit(rabbitmq_address() or "").netloc.rpartition("@")[2].partition(":")
    if shutil.which("rabbitmqctl") is None or host not in ("127.0.0.1", "localhost") or port not in ("", "5672"):
        return False
    command = ["rabbitmqctl", "--quiet", *arguments]
    return subprocess.run(command, capture_output=True, timeout=60, check=False).returncode == 0


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
