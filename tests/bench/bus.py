"""Events a second of relay and consumer, as a share of what bare pika and SQL do in the same run; and latency."""

from __future__ import annotations

import statistics
import tempfile
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pika
from sqlalchemy import update

from shared import clock
from shared.bus.apply import Applier
from shared.bus.relay import Relay
from shared.bus.say import say
from shared.bus.tables import outbox
from shared.events import by_class
from shared.events.ideas import IdeaParked
from shared.transports.rabbit.publisher import EXCHANGE
from tests.bench import bare, stage
from tests.bench.stage import SUBJECTS, Stage
from tests.kit.drain import until

EVENTS = 10_000
TURNS = 3
RATE, SECONDS = 50, 10


def _seconds(work: Callable[[], object]) -> float:
    began = clock.monotonic()
    work()
    return clock.monotonic() - began


def _row(name: str, ours: list[float], theirs: list[float], count: int) -> str:
    a, b = (count / statistics.median(each) for each in (ours, theirs))
    spread = max(max(each) / min(each) for each in (ours, theirs))
    return f"| {name} | {a:,.0f}/s | {b:,.0f}/s | {a / b:.2f} | ×{spread:.2f} |"


def relay() -> str:
    """Our relay, reading and marking included, against a bare publisher that has the bodies in memory.

    Both through the same exchange: the broker's routing is a third of the work, and neither can do without.
    """
    ours, theirs = list[float](), list[float]()
    with stage.on_rabbit() as found:
        found.say_many(EVENTS)
        bodies, key = found.bodies(), by_class[IdeaParked].routing_key
        publisher = found.transport.publisher("ideas")
        publisher.idle(0.01)
        worker = Relay("ideas", found.speaker, found.transport)
        for turn in range(TURNS):
            for mine in (True, False) if turn % 2 == 0 else (False, True):
                _purge(found)
                with found.speaker.engine.begin() as connection:
                    connection.execute(update(outbox).values(published_at=None))
                    connection.exec_driver_sql("ANALYZE outbox")
                if mine:
                    ours.append(_seconds(lambda: [None for _ in iter(lambda: worker.step(publisher), 0)]))
                else:
                    theirs.append(_seconds(lambda: bare.publish(found.url, EXCHANGE, key, bodies)))
        publisher.close()
    return _row("relay ÷ bare SelectConnection with confirms (goal ≥ 0.6)", ours, theirs, EVENTS)


def consumer() -> str:
    """Our consumer, deduplicating, against bare pika and the same two statements an event, committed by fifties."""
    ours, theirs = list[float](), list[float]()
    with stage.on_rabbit() as found:
        found.say_many(EVENTS)
        bodies, queue = found.bodies(), found.subscriptions.consumer
        for turn in range(TURNS):
            for mine in (True, False) if turn % 2 == 0 else (False, True):
                found.empty(found.listener, "effects", "inbox", "subject_cursor")
                found.seen.clear()
                bare.publish(found.url, "", queue, bodies)
                if mine:
                    ours.append(_seconds(lambda: _consume(found)))
                else:
                    theirs.append(_seconds(lambda: bare.consume(found.url, queue, found.listener, EVENTS)))
    return _row("consumer with dedupe ÷ bare pika + the same SQL (goal ≥ 0.8)", ours, theirs, EVENTS)


def _consume(found: Stage) -> None:
    """As a worker does it: what the fast path leaves over when it takes too long, the applier takes."""
    stop = threading.Event()
    threads = (
        threading.Thread(target=found.transport.consume, args=(found.door, stop)),
        threading.Thread(target=Applier(found.door).run, args=(stop,)),
    )
    with stage.running(*threads, stop=stop, wake=found.door.waiting_work):
        until(lambda: len(found.seen) >= EVENTS, 120)
        until(lambda: found.count_effects() == EVENTS, 30)


def _purge(found: Stage) -> None:
    connection = pika.BlockingConnection(pika.URLParameters(found.url))
    connection.channel().queue_purge(found.subscriptions.consumer)
    connection.close()


def latency(name: str, place: AbstractContextManager[Stage]) -> str:
    """From the commit that says an event to the commit-to-be of its effect, at 50 events a second."""
    with place as found:
        stop, said = threading.Event(), dict[int, float]()
        threads = (
            threading.Thread(target=Relay("ideas", found.speaker, found.transport).run, args=(stop,)),
            threading.Thread(target=found.transport.consume, args=(found.door, stop)),
            threading.Thread(target=Applier(found.door).run, args=(stop,)),
        )
        with stage.running(*threads, stop=stop, wake=found.speaker.said):
            _say_steadily(found, said)
            until(lambda: len(found.seen) >= RATE * SECONDS, 30)
        passed = sorted((found.seen[number] - at) * 1000 for number, at in said.items())
    p50, p95, p99 = (passed[int(len(passed) * share)] for share in (0.5, 0.95, 0.99))
    return f"| {name} | {p50:.0f} ms | {p95:.0f} ms | {p99:.0f} ms |"


def _say_steadily(found: Stage, said: dict[int, float]) -> None:
    began, pause = clock.monotonic(), threading.Event()
    for number in range(RATE * SECONDS):
        with found.speaker.transaction() as session:
            say(session, IdeaParked(idea_id=SUBJECTS[number % len(SUBJECTS)], reason="Kort."))
        said[number + 1] = clock.monotonic()
        pause.wait(max(0.0, began + (number + 1) / RATE - clock.monotonic()))


def latencies() -> list[str]:
    """On both transports."""
    with tempfile.TemporaryDirectory() as folder:
        return [
            latency("RabbitMQ and PostgreSQL", stage.on_rabbit()),
            latency("embedded, SQLite", stage.embedded(Path(folder))),
        ]
