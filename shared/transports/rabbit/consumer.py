"""Bringing messages from a queue to an inbox: gather what is there, store and commit it, acknowledge it all at once."""

from __future__ import annotations

import random
import threading
from typing import Any

import pika
import structlog
from pika.adapters.blocking_connection import BlockingChannel
from pika.exceptions import AMQPError

from shared import metrics
from shared.bus.inbox import Inbox
from shared.failpoints import failpoint
from shared.transports.rabbit.connection import parameters

PREFETCH = 200
WAIT = 0.25
LONGEST_PAUSE = 5.0

log = structlog.get_logger()


class QueueGone(Exception):
    """The broker ended our subscription: the queue was deleted, or failed over."""


class RabbitConsumer:
    """One queue's consumer, in one thread, with its own connection and its own reconnect loop."""

    def __init__(self, url: str, door: Inbox) -> None:
        self._parameters = parameters(url, f"{door.consumer}.consumer")
        self._door = door
        self._gathered: list[bytes] = []
        self._last_tag = 0
        self._gone = False

    def run(self, stop: threading.Event) -> None:
        """Until `stop`: consume; come back after trouble. Never acknowledges what is not stored."""
        trouble = 0
        failures = metrics.consumer_failures.labels(self._door.consumer)  # named from the start: an alarm sees it rise
        while not stop.is_set():
            try:
                self._consume(stop)
                trouble = 0
            except Exception as error:
                trouble = 1 if self._last_tag else trouble + 1
                failures.inc()
                what = f"{type(error).__name__}: {error}"[:300]
                log.warning("consumer_trouble", consumer=self._door.consumer, error=what)
                stop.wait(min(LONGEST_PAUSE, 0.2 * 2**trouble) * random.uniform(0.5, 1.0))

    def _consume(self, stop: threading.Event) -> None:
        self._gathered, self._last_tag, self._gone = [], 0, False
        connection = pika.BlockingConnection(self._parameters)
        try:
            channel = connection.channel()
            channel.basic_qos(prefetch_count=PREFETCH)
            channel.add_on_cancel_callback(self._cancelled)
            consumer_tag = channel.basic_consume(self._door.consumer, self._gather)
            while not stop.is_set():
                connection.process_data_events(time_limit=WAIT)
                self._take(channel)
                if self._gone:
                    raise QueueGone(self._door.consumer)
            channel.basic_cancel(consumer_tag)
            self._take(channel)
        finally:
            _close(connection)

    def _gather(self, channel: Any, method: Any, properties: Any, body: bytes) -> None:
        """Nothing slow here: pika is dispatching."""
        self._gathered.append(body)
        self._last_tag = method.delivery_tag

    def _cancelled(self, method: Any) -> None:
        self._gone = True

    def _take(self, channel: BlockingChannel) -> None:
        if not self._gathered:
            return
        bodies, self._gathered = self._gathered, []
        self._door.take(bodies)
        failpoint("consumer.before_ack")
        channel.basic_ack(self._last_tag, multiple=True)
        failpoint("consumer.acked")


def _close(connection: pika.BlockingConnection) -> None:
    try:
        if connection.is_open:
            connection.close()
    except AMQPError as error:
        log.debug("close_failed", error=type(error).__name__)
