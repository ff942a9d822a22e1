"""A broker that freezes, or a network that swallows everything: no refusal and no end, just no word any more."""

from __future__ import annotations

import threading
from urllib.parse import urlsplit

import pytest

from shared.transports.rabbit import connection
from shared.transports.rabbit import consumer as consuming
from tests.bus.wires import Wires, interest
from tests.kit.drain import until
from tests.kit.tcp_proxy import bad_network

pytestmark = [pytest.mark.rabbit, pytest.mark.postgres, pytest.mark.slow]


def test_a_listener_that_hears_nothing_from_the_broker_hangs_up_and_comes_back(
    rabbit: Wires, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "HEARTBEAT", 1)  # pika waits for two of them, and five seconds each on top
    ear, stop, troubles = rabbit.ear(start=False), threading.Event(), []
    monkeypatch.setattr(consuming.log, "warning", lambda *_, **told: troubles.append(told.get("error", "")))
    address = urlsplit(rabbit.url)
    with bad_network(address.hostname or "", address.port or 5672) as network:
        through = rabbit.url.replace(f":{address.port}/", f":{network.port}/")
        listener = threading.Thread(target=consuming.RabbitConsumer(through, ear.door).run, args=(stop,))
        listener.start()
        try:
            before = rabbit.say(interest())
            rabbit.hand_over()
            ear.until_done(before)
            network.go_silent()
            until(lambda: any("Heartbeat" in each for each in troubles), 60, "the silence is noticed")
            network.cut()  # the silent connections end; new ones work
            after = rabbit.say(interest())
            rabbit.hand_over()
            until(lambda: set(after) <= set(ear.done()) or ear.step(), 60, "it hears again")
        finally:
            stop.set()
            listener.join(30)
    assert not listener.is_alive()
    assert sorted(ear.done()) == sorted(before + after)
