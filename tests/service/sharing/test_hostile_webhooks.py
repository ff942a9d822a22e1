"""Addresses that hang, drip, flood, cut, send elsewhere or lead inside: they harm nobody but themselves."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from services.sharing.channels.webhooks.calling import Caller, Errand
from services.sharing.channels.webhooks.rendering import Body
from services.sharing.model import SigningKeys
from services.sharing.service import build
from tests.kit.webhook_receiver import Received, Reply, receiving
from tests.kit.world import sqlite_url, world_of
from tests.service.sharing.webhooks import POSTED, Desk

KEYS = [SigningKeys(bytes(32), bytes(32))]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    world = world_of(build, sqlite_url(build, tmp_path), webhooks_on_this_machine=True)
    yield Desk(world)
    world.close()


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(hang=True), "No answer in time."),
        (Reply(200, drip=True), "No answer in time."),
        (Reply(reset=True), "No answer: "),
        (Reply(302, headers={"Location": "http://127.0.0.1:1/"}), None),
        (Reply(200, b"\x00\xff<b>" + b"x" * 300), None),
        (Reply(200, endless=True), None),
    ],
    ids=["hangs", "drips", "cuts", "redirects", "mumbles", "floods"],
)
def test_whatever_it_answers_the_call_ends_in_time_and_is_told(reply: Reply, error: str | None) -> None:
    def answer(got: Received) -> Reply:
        return reply

    with receiving(answer) as receiver:
        caller = Caller(on_this_machine=True, patience=0.5)
        call = caller(Errand(receiver.url, "one", Body(b"{}"), KEYS))
    assert call.latency_ms < 3000
    assert (call.error or "").startswith(error or "")
    assert call.status == (None if error else reply.status)
    assert call.succeeded == (error is None and reply.status == 200)
    assert len(call.answer) <= 200
    assert "\x00" not in call.answer


def test_while_many_hang_the_others_get_everything_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice as many calls hang as the quick lane has places."""
    monkeypatch.setattr("services.sharing.channels.webhooks.lanes.SLOW_AFTER", 0.05)
    with ExitStack() as open_now:
        hanging = [open_now.enter_context(receiving()) for _ in range(16)]
        healthy = [open_now.enter_context(receiving()) for _ in range(4)]
        made = [desk.register(each, types=[POSTED]) for each in hanging]
        for each in healthy:
            desk.register(each, types=[POSTED])
        desk.send()
        for one in hanging:
            one.answer = lambda got: Reply(hang=True)
        for _ in range(5):
            desk.post_update()
        desk.sender.call = Caller(on_this_machine=True, patience=60)
        while any(len(each.got) < 5 for each in healthy):
            desk.sender.step(0.02)
        assert sum(len(each.got) for each in hanging) >= 2 * 16 - 4
        assert {each["state"] for one in made for each in desk.deliveries(one)} == {"pending"}
        assert [call for one in made for each in desk.deliveries(one) for call in each["attempts"]] == []
        assert max(each.most_at_once for each in hanging + healthy) <= 2
        for one in hanging:
            one.ending.set()
        while desk.sender.busy:
            desk.sender.step(0.02)


def test_an_address_that_is_inside_is_refused_when_it_is_registered(tmp_path: Path) -> None:
    world = world_of(build, sqlite_url(build, tmp_path))
    try:
        for url in (
            "http://hooks.example.org/",
            "https://127.0.0.1/",
            "https://169.254.169.254/latest",
            "https://[::1]/",
        ):
            refused = Desk(world).ask("POST", "", {"url": url})
            assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (400, "/url"), url
    finally:
        world.close()


@pytest.mark.parametrize("inside", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:127.0.0.1", "fd00::1"])
def test_a_name_that_leads_inside_is_not_called_whatever_it_was_before(
    inside: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, **kinds: [(0, 0, 0, "", (inside, port))])
    monkeypatch.setattr(socket, "create_connection", lambda address, *rest, **more: called.append(address))
    call = Caller()(Errand("https://hooks.example.org/", "one", Body(b"{}"), KEYS))
    assert (call.status, called) == (None, [])
    assert "may not be reached" in (call.error or "")
