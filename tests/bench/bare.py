"""The yardstick: the same work done with nothing but pika and SQL, as fast as they go safely."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pika
from sqlalchemy import text

from shared.db import Database
from shared.events.envelope import decode
from shared.transports.rabbit.connection import parameters
from tests.bench.stage import EFFECT

WINDOW, COMMIT_EVERY = 500, 50


def publish(url: str, exchange: str, key: str, bodies: Sequence[bytes]) -> None:
    """Publish with confirms over SelectConnection, at most WINDOW unconfirmed; returns when all are confirmed."""
    waiting, confirmed, sent = set[int](), 0, 0
    properties = pika.BasicProperties(delivery_mode=2)

    def fill(channel: Any) -> None:
        nonlocal sent
        while sent < len(bodies) and len(waiting) < WINDOW:
            channel.basic_publish(exchange, key, bodies[sent], properties)
            sent += 1
            waiting.add(sent)

    def answered(frame: Any, channel: Any) -> None:
        nonlocal confirmed
        tag = frame.method.delivery_tag
        done = {each for each in waiting if each <= tag} if frame.method.multiple else {tag}
        waiting.difference_update(done)
        confirmed += len(done)
        if confirmed == len(bodies):
            connection.ioloop.stop()
        fill(channel)

    def opened(channel: Any) -> None:
        channel.confirm_delivery(lambda frame: answered(frame, channel), callback=lambda _: fill(channel))

    connection = pika.SelectConnection(
        parameters(url, "bare"),
        on_open_callback=lambda c: c.channel(on_open_callback=opened),
        on_close_callback=lambda c, _: c.ioloop.stop(),
    )
    connection.ioloop.start()
    connection.close()
    connection.ioloop.start()


def consume(url: str, queue: str, database: Database, count: int) -> None:
    """Take `count` messages: inbox row and effect, two statements each, committed and acknowledged by fifties."""
    known = text(
        "INSERT INTO inbox (consumer, source, event_id, type, subject, aggversion, received_at, state)"
        " VALUES ('bare', :source, :id, :type, :subject, :version, now(), 'done') ON CONFLICT DO NOTHING"
    )
    connection = pika.BlockingConnection(parameters(url, "bare"))
    channel = connection.channel()
    channel.basic_qos(prefetch_count=200)
    taken = 0
    with database.engine.connect() as sql:
        for method, _, body in channel.consume(queue):
            envelope = decode(body)
            row = {"source": envelope.source, "id": envelope.id, "type": envelope.routing_key}
            row |= {"subject": envelope.subject, "version": envelope.aggversion}
            sql.execute(known, row)
            sql.execute(EFFECT, row)
            taken += 1
            if taken % COMMIT_EVERY == 0 or taken == count:
                sql.commit()
                channel.basic_ack(method.delivery_tag, multiple=True)
            if taken == count:
                break
    connection.close()
