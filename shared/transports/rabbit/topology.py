"""What must exist on the broker, declared over AMQP; saying it again changes nothing.

Queue type and single-active-consumer can only be given here; everything else that may change later is a policy
(management.py), since arguments of an existing queue cannot be changed.
"""

from __future__ import annotations

from collections.abc import Sequence

import pika
from pika.adapters.blocking_connection import BlockingChannel

from shared.bus.subscriptions import Subscriptions
from shared.transports.rabbit.connection import parameters
from shared.transports.rabbit.publisher import EXCHANGE

UNROUTED, DEAD = "events.unrouted", "dlx"
UNROUTED_QUEUE, DEAD_QUEUE = "ops.unrouted", "ops.dlq"
QUORUM = {"x-queue-type": "quorum"}


def declare(url: str, consumers: Sequence[Subscriptions]) -> list[str]:
    """Declare exchanges, queues and bindings. Returns what now exists, for the operator to read."""
    connection = pika.BlockingConnection(parameters(url, "provision"))
    try:
        channel = connection.channel()
        made = _exchanges(channel)
        for subscriptions in consumers:
            made += _consumer(channel, subscriptions)
        return made
    finally:
        connection.close()


def _exchanges(channel: BlockingChannel) -> list[str]:
    """The alternate exchange and the dead-letter queue exist before anything could be sent there."""
    for name, kind, queue in ((UNROUTED, "fanout", UNROUTED_QUEUE), (DEAD, "topic", DEAD_QUEUE)):
        channel.exchange_declare(name, kind, durable=True)
        channel.queue_declare(queue, durable=True, arguments=QUORUM)
        channel.queue_bind(queue, name, "#")
    channel.exchange_declare(EXCHANGE, "topic", durable=True, arguments={"alternate-exchange": UNROUTED})
    return [f"exchange {EXCHANGE}", f"exchange {UNROUTED} → {UNROUTED_QUEUE}", f"exchange {DEAD} → {DEAD_QUEUE}"]


def _consumer(channel: BlockingChannel, subscriptions: Subscriptions) -> list[str]:
    arguments = {
        **QUORUM,
        "x-single-active-consumer": True,
        "x-delivery-limit": 100,  # 4.x drops to 20 by default: a few crashes would dead-letter innocent messages
        "x-dead-letter-exchange": DEAD,
        "x-dead-letter-strategy": "at-least-once",
        "x-overflow": "reject-publish",  # without it, at-least-once silently becomes at-most-once
    }
    queue = subscriptions.consumer
    channel.queue_declare(queue, durable=True, arguments=arguments)
    for key in subscriptions.bindings:
        channel.queue_bind(queue, EXCHANGE, key)
    return [f"queue {queue} ← {', '.join(subscriptions.bindings)}"]
