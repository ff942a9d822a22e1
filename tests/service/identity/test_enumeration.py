"""Nobody learns from answers or their time which addresses are known. Medians of ratios: a busy machine may be slow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from shared import clock
from tests.kit.world import World
from tests.service.identity.acts import member, registration, sqlite_identity

ROUNDS = 9
Ask = Callable[[int], Any]


@pytest.fixture(autouse=True)
def quick_hashing() -> None:
    """Time is what these are about: hashing takes as long as it does for people."""


def _ratio(known: Ask, unknown: Ask) -> float:
    """The median over rounds of how long `known` takes to how long `unknown` takes, in alternating order."""
    ratios = []
    for round_ in range(ROUNDS):
        pair = [known, unknown] if round_ % 2 else [unknown, known]
        times = {}
        for ask in pair:
            began = clock.monotonic()
            ask(round_)
            times[ask] = clock.monotonic() - began
        ratios.append(times[known] / times[unknown])
    return median(ratios)


def test_logging_in_takes_as_long_for_an_unknown_address(tmp_path: Path) -> None:
    world = sqlite_identity(tmp_path, logins_per_minute=1000)
    member(world)
    wrong = {"password": "niet het goede"}
    ratio = _ratio(
        lambda n: world.post("/sessions", {"email": "ans@example.org", **wrong}),
        lambda n: world.post("/sessions", {"email": f"nobody{n}@example.org", **wrong}),
    )
    world.close()
    assert 0.6 < ratio < 1.6


def test_registering_takes_as_long_for_a_known_address(tmp_path: Path) -> None:
    world = sqlite_identity(tmp_path, registrations_per_hour=1000)
    member(world)
    ratio = _ratio(
        lambda n: world.post("/people", registration("ans@example.org")),
        lambda n: world.post("/people", registration(f"new{n}@example.org")),
    )
    world.close()
    assert 0.6 < ratio < 1.6


def test_asking_for_a_reset_takes_as_long_for_an_unknown_address(tmp_path: Path) -> None:
    world = sqlite_identity(tmp_path)
    member(world)
    ratio = _ratio(
        lambda n: _reset_from(world, n, "ans@example.org"), lambda n: _reset_from(world, n, f"nobody{n}@example.org")
    )
    world.close()
    assert 0.6 < ratio < 1.6


def _reset_from(world: World, number: int, address: str) -> None:
    place = {"REMOTE_ADDR": f"203.0.113.{number}"}
    path = "/api/identity/v1/people/_request-reset"
    assert world.client.post(path, json={"email": address}, environ_base=place).status_code == 202
