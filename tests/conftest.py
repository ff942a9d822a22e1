"""Fixtures for all tests, and the loud word on what a run had to leave out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from shared import logs
from tests.kit import servers
from tests.kit.world import Build, postgresql_template, sqlite_url

if TYPE_CHECKING:
    from playwright.sync_api import Browser

logs.configure("tests", level=50)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all that is tried in one; each test has a context of its own in it."""
    from tests.web.browsing import launched  # its word on a missing Chromium is for runs that ask for it

    yield from launched()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind; asks for both, so the test runs twice."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/test.db"
    else:
        with servers.fresh_postgresql() as url:
            yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def migrated(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[Build], str]]:
    """Gives a service's `build` a fresh, migrated database of each kind, so the test runs twice."""
    with ExitStack() as kept:

        def make(build: Build) -> str:
            if request.param == "sqlite":
                return sqlite_url(build, tmp_path)
            return kept.enter_context(servers.fresh_postgresql(postgresql_template(build)))

        yield make


@pytest.fixture
def postgresql_url() -> Iterator[str]:
    """An empty PostgreSQL database."""
    with servers.fresh_postgresql() as url:
        yield url


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for what, how in servers.left_out.items():
        terminalreporter.write_line(f"LEFT OUT: every test that needs {what} ({how})", yellow=True, bold=True)


def pytest_sessionfinish() -> None:
    servers.stop_started()
