"""Topic matching: ours for the embedded transport, and the broker's own, say the same."""

from __future__ import annotations

from uuid import uuid4

import pika
import pytest

from shared.transports import matches

TABLE = [
    ("ideas.idea.opened.v1", "ideas.idea.opened.v1", True),
    ("ideas.idea.opened.v1", "ideas.idea.opened.v2", False),
    ("ideas.idea.*.v1", "ideas.idea.opened.v1", True),
    ("ideas.*.v1", "ideas.idea.opened.v1", False),
    ("*.idea.opened.v1", "ideas.idea.opened.v1", True),
    ("#", "ideas.idea.opened.v1", True),
    ("#", "", True),
    ("ideas.#", "ideas", True),
    ("ideas.#", "ideas.idea.opened.v1", True),
    ("ideas.#.v1", "ideas.idea.opened.v1", True),
    ("ideas.#.v1", "ideas.v1", True),
    ("ideas.#.v1", "ideas.idea.opened.v2", False),
    ("#.v1", "ideas.idea.opened.v1", True),
    ("*", "ideas", True),
    ("*", "ideas.idea", False),
    ("#.*", "ideas", True),
    ("", "ideas", False),
]


@pytest.mark.parametrize(("binding", "key", "expected"), TABLE)
def test_a_binding_matches_a_routing_key(binding: str, key: str, expected: bool) -> None:
    assert matches(binding, key) is expected


@pytest.mark.rabbit
def test_the_broker_matches_alike(broker: str) -> None:
    connection = pika.BlockingConnection(pika.URLParameters(broker))
    channel = connection.channel()
    exchange = f"try{uuid4().hex}"
    channel.exchange_declare(exchange, "topic", auto_delete=True)
    channel.confirm_delivery()
    for binding, key, expected in TABLE:
        queue = channel.queue_declare("", exclusive=True).method.queue
        channel.queue_bind(queue, exchange, binding)
        channel.basic_publish(exchange, key, b"")
        arrived = channel.queue_declare(queue, passive=True).method.message_count
        channel.queue_delete(queue)
        assert arrived == (1 if expected else 0), (binding, key)
        channel.exchange_declare(exchange, "topic", auto_delete=True)
    connection.close()
