"""Events over RabbitMQ 3.10 to 4.x. The only place that knows pika.

connection: how we connect · publisher: pipelined confirms · consumer: store, commit, acknowledge · topology: what must
exist on the broker.
"""

from __future__ import annotations

import threading

from shared.bus.inbox import Inbox
from shared.transports import Publisher
from shared.transports.rabbit.consumer import RabbitConsumer
from shared.transports.rabbit.publisher import EXCHANGE, RabbitPublisher


class RabbitTransport:
    """The transport behind an AMQP address; `exchange` is where it publishes."""

    def __init__(self, url: str, exchange: str = EXCHANGE) -> None:
        self._url, self._exchange = url, exchange

    def publisher(self, service: str) -> Publisher:
        return RabbitPublisher(self._url, service, self._exchange)

    def consume(self, door: Inbox, stop: threading.Event) -> None:
        RabbitConsumer(self._url, door).run(stop)
