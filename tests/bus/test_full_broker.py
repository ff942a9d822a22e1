"""A broker whose disk is nearly full takes nothing more: people go on, listeners go on, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.transports import NotConfirmed
from shared.transports.rabbit import publisher
from tests.bus.conftest import rabbit_at
from tests.bus.test_confirms import hand_over_again
from tests.bus.wires import interest
from tests.kit import rabbit_node, servers

pytestmark = [pytest.mark.rabbit, pytest.mark.postgres, pytest.mark.slow]


def test_what_a_broker_without_room_does_not_take_waits_with_its_owner(
    tmp_path: Path, postgresql_pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    servers.need("RabbitMQ of one's own", str(rabbit_node.binaries() or ""), "install RabbitMQ and Erlang here")
    with rabbit_node.own_node(tmp_path) as node, rabbit_at(postgresql_pair, node.url) as rabbit:
        ear = rabbit.ear(start=False)
        before = rabbit.say(interest())
        rabbit.hand_over()
        node.want_free("90000GB")
        waiting = rabbit.say(*[interest() for _ in range(3)])
        with monkeypatch.context() as patch:
            patch.setattr(publisher, "CONFIRM_TIMEOUT", 1.0)
            with pytest.raises(NotConfirmed):
                rabbit.step()
        assert rabbit.unpublished() == 3
        ear.start()
        ear.until_done(before)  # who only listens is not held back
        node.want_free("1MB")
        hand_over_again(rabbit)
        ear.until_done(waiting)
        assert sorted(ear.done()) == sorted(before + waiting)
