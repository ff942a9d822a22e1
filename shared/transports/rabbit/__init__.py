"""Events over RabbitMQ 3.10 to 4.x. The only place that knows pika.

connection: how we connect · publisher: pipelined confirms · consumer: store, commit, acknowledge · topology: what must
exist on the broker · management: what only an administrator can make.
"""

from __future__ import annotations

import threading

from shared.bus.inbox import Inbox
from shared.transports import Publisher
from shared.transports.rabbit.consumer import RabbitConsumer
from shared.transports.rabbit.publisher import RabbitPublisher


class RabbitTransport:
    """The transport behind an AMQP address."""

    def __init__(self, url: str) -> None:
        self._url = url

    def publisher(self, service: str) -> Publisher:
        return RabbitPublisher(self._url, service)

    def consume(self, door: Inbox, stop: threading.Event) -> None:
        RabbitConsumer(self._url, door).run(stop)
