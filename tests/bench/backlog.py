"""A backlog of 100,000 events: how fast it drains, and how much memory the process needs meanwhile.

`python -m tests.bench.backlog [events]` fills an outbox, publishes it to a queue that nobody reads, then lets a
consumer read it; over RabbitMQ and PostgreSQL. The process is publisher and reader in turn, so its peak bounds either.
"""

from __future__ import annotations

import resource
import sys
import threading
from collections.abc import Callable

from shared import clock, logs
from shared.bus.apply import Applier
from shared.bus.relay import Relay
from tests.bench import stage
from tests.bench.stage import Stage
from tests.kit import servers
from tests.kit.drain import until

EVENTS = 100_000
PATIENCE = 600


def peak() -> float:
    """The most memory that this process had so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def publish(found: Stage) -> None:
    publisher, worker = found.transport.publisher("ideas"), Relay("ideas", found.speaker, found.transport)
    publisher.idle(0.01)
    while worker.step(publisher):
        pass
    publisher.close()


def read(found: Stage, count: int) -> None:
    stop = threading.Event()
    threads = (
        threading.Thread(target=found.transport.consume, args=(found.door, stop)),
        threading.Thread(target=Applier(found.door).run, args=(stop,)),
    )
    with stage.running(*threads, stop=stop, wake=found.door.waiting_work):
        until(lambda: found.count_effects() == count, PATIENCE)


def main(count: int) -> None:
    """Print what each step took, and the peak so far."""
    logs.configure("bench", level=50)
    print(f"| {count:,} events of one KiB | seconds | events a second | peak so far, MiB |\n|---|---|---|---|")
    with stage.on_rabbit() as found:
        _told("said", count, lambda: found.say_many(count))
        _told("published", count, lambda: publish(found))
        _told("read", count, lambda: read(found, count))


def _told(name: str, count: int, work: Callable[[], None]) -> None:
    began = clock.monotonic()
    work()
    took = clock.monotonic() - began
    print(f"| {name} | {took:.0f} | {count / took:,.0f} | {peak():.0f} |", flush=True)


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else EVENTS)
    finally:
        servers.stop_started()
