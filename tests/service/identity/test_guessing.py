"""Guessing passwords from many addresses: stopped, without shutting the owner out, over restarts and workers."""

from __future__ import annotations

from datetime import timedelta

from shared import clock
from tests.kit.world import World
from tests.service.identity.acts import PASSWORD, fresh_window, member

RIGHT = {"email": "ans@example.org", "password": PASSWORD}


def _guess(world: World, address: str, password: str = "niet het goede") -> int:
    body = {**RIGHT, "password": password}
    place = {"REMOTE_ADDR": address}
    return world.client.post("/api/identity/v1/sessions", json=body, environ_base=place).status_code


def test_a_thousand_strangers_are_stopped_and_the_owner_is_not(world: World) -> None:
    member(world)
    with fresh_window(3600):
        answers = [_guess(world, f"203.0.113.{number}") for number in range(52)]
        assert answers == [401] * 50 + [429] * 2
        assert world.post("/sessions", RIGHT).status_code == 201, "she logged in from here before"
        assert _guess(world, "198.51.100.7", PASSWORD) == 429


def test_an_address_that_nobody_has_is_limited_alike(world: World) -> None:
    with fresh_window(3600):
        answers = [_guess(world, f"203.0.113.{number}") for number in range(51)]
    assert answers == [401] * 50 + [429]


def test_one_home_with_many_ipv6_addresses_is_one_place(world: World) -> None:
    with fresh_window(900):
        answers = [_guess(world, f"2001:db8:0:7::{number:x}") for number in range(11)]
        assert answers == [401] * 10 + [429]
        assert _guess(world, "2001:db8:0:8::1") == 401, "the neighbours are another"


def test_an_ipv4_address_is_one_place_however_it_is_written(world: World) -> None:
    with fresh_window(900):
        answers = [_guess(world, ("203.0.113.9", "::ffff:203.0.113.9")[number % 2]) for number in range(11)]
        assert answers == [401] * 10 + [429]
        assert _guess(world, "::ffff:203.0.113.10") == 401


def test_a_limit_holds_after_a_restart_and_in_another_worker(world: World) -> None:
    member(world)
    with fresh_window(900):
        for _ in range(10):
            world.post("/sessions", {**RIGHT, "password": "niet het goede"})
        second = World(world.service)
        assert second.post("/sessions", RIGHT).status_code == 429


def test_a_place_is_forgotten_after_ninety_days(world: World) -> None:
    member(world)
    with clock.moved(timedelta(days=91)), fresh_window(3600):
        world.pass_time()
        for number in range(50):
            _guess(world, f"203.0.113.{number}")
        assert world.post("/sessions", RIGHT).status_code == 429
