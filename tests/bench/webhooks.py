"""`python -m tests.bench.webhooks`: deliveries a second, and what addresses that hang cost the others.

The receivers are a process of their own. Latency is from the commit of the event to its arrival there.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from services.sharing.channels.webhooks.calling import Caller
from services.sharing.channels.webhooks.sender import Sender
from services.sharing.model import Webhook, WebhookDelivery
from services.sharing.service import build
from services.sharing.use_cases.public_log import log_event
from shared import clock, logs
from shared.events.envelope import decode, open_envelope
from shared.ids import new_id
from tests.kit import servers
from tests.kit.drain import until
from tests.kit.world import World, postgresql_template, sqlite_url, world_of
from tests.service.sharing.conftest import posted

HEALTHY, HANGING = 20, 5
RATE, SECONDS, TURNS = 2.0, 15, 3
BACKLOG = 100
Seen = tuple[str, str, float]


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, seen: list[Seen]) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    names = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if line)
    told = json.loads(await reader.readexactly(int(names["content-length"])))
    path = head.split(" ")[1]
    seen.append((path, names["webhook-id"], clock.monotonic()))
    challenge = told.get("data", {}).get("challenge")
    if challenge is None and path.startswith("/hang"):
        await asyncio.sleep(3600)
    body = (challenge or "").encode()
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%s" % (len(body), body))
    await writer.drain()
    writer.close()


def receivers(pipe: Any) -> None:
    """The process that receives: says its port, and what it saw whenever it is asked."""
    seen: list[Seen] = []

    async def run() -> None:
        server = await asyncio.start_server(lambda r, w: _answer(r, w, seen), "127.0.0.1", 0, backlog=512)
        pipe.send(server.sockets[0].getsockname()[1])
        while await asyncio.to_thread(pipe.recv):
            pipe.send(list(seen))
            seen.clear()
        os._exit(0)  # what hangs, hangs on

    asyncio.run(run())


@dataclass
class Stage:
    """A sharing service with webhooks, what sends, and who receives."""

    world: World
    pipe: Any
    port: int
    committed: dict[str, float] = field(default_factory=dict)

    def register(self, kind: str, count: int) -> None:
        """So many webhooks of this kind, each of an integrator of its own."""
        for number in range(count):
            facts = {"url": f"http://127.0.0.1:{self.port}/{kind}/{number}", "types": ["experiments.#"]}
            assert self.world.post("/webhooks", facts, by=new_id(), roles=["integrator"]).status_code == 201
        until(lambda: self.count(Webhook, "unverified") == 0, what="every webhook is active")

    def happen(self) -> None:
        """One more public event stands in the log."""
        heard = open_envelope(decode(self.world.envelope(posted())))
        assert heard is not None
        with self.world.service.database.transaction() as session:
            log_event(session, heard)
        self.committed[str(heard.envelope.id)] = clock.monotonic()

    def seen(self) -> list[Seen]:
        """What arrived since the last look."""
        self.pipe.send(True)
        found: list[Seen] = self.pipe.recv()
        return found

    def count(self, model: Any, state: str) -> int:
        """How many webhooks or deliveries are in this state."""
        with self.world.service.database.reading() as session:
            return session.scalar(select(func.count()).select_from(model).where(model.state == state)) or 0


@contextmanager
def stage(kind: str) -> Iterator[Stage]:
    """A stage on a fresh database of this kind, sending."""
    ours, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=receivers, args=(theirs,), daemon=True)
    process.start()
    with fresh(kind) as url:
        world = world_of(build, url, webhooks_on_this_machine=True)
        sender = Sender(world.service.database, world.service.settings, Caller(on_this_machine=True))
        stop = threading.Event()
        thread = threading.Thread(target=sender.run, args=(stop,), daemon=True)
        thread.start()
        try:
            yield Stage(world, ours, ours.recv())
        finally:
            ours.send(None)
            process.join(5)
            stop.set()
            thread.join(30)
            world.close()


@contextmanager
def fresh(kind: str) -> Iterator[str]:
    """A migrated database."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield sqlite_url(build, Path(folder))
    else:
        with servers.fresh_postgresql(postgresql_template(build)) as url:
            yield url


def latencies(kind: str, hanging: int) -> list[float]:
    """Milliseconds from commit to arrival at the healthy ones, at a steady rate, while so many others hang."""
    with stage(kind) as now:
        now.register("well", HEALTHY)
        now.register("hang", hanging)
        now.seen()
        for _ in range(int(RATE * SECONDS)):
            now.happen()
            threading.Event().wait(1 / RATE)
        wanted = HEALTHY * len(now.committed)
        arrived: list[Seen] = []

        def all_there() -> bool:
            arrived.extend(each for each in now.seen() if each[0].startswith("/well"))
            return len(arrived) >= wanted

        until(all_there, 120, "everything has arrived at the healthy ones")
        return sorted((moment - now.committed[event]) * 1000 for _, event, moment in arrived)


def throughput(kind: str) -> float:
    """Deliveries a second, from a backlog, to as many addresses as are healthy."""
    with stage(kind) as now:
        now.register("well", HEALTHY)
        for _ in range(BACKLOG):
            now.happen()
        done = now.count(WebhookDelivery, "delivered")
        began = clock.monotonic()
        until(lambda: now.count(WebhookDelivery, "delivered") == HEALTHY * BACKLOG, 300)
        return (HEALTHY * BACKLOG - done) / (clock.monotonic() - began)


def at(ordered: list[float], part: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def main() -> None:
    """Print both tables; none and hanging interleaved, so that a busy machine is busy for both."""
    logs.configure("bench", level=50)
    kinds = sys.argv[1:] or ["sqlite", *(["postgresql"] if os.environ.get("TEST_POSTGRESQL_URL") else [])]
    load = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    print(f"{load}; {HEALTHY} healthy addresses, {RATE:.0f} events a second")
    for kind in kinds:
        print(f"| {kind} | {throughput(kind):.0f} deliveries a second |", flush=True)
    for kind in kinds:
        ratios = []
        for _ in range(TURNS):
            none, some = latencies(kind, 0), latencies(kind, HANGING)
            ratios.append(at(some, 0.95) / at(none, 0.95))
            for name, each in (("none hang", none), (f"{HANGING} hang", some)):
                print(f"| {kind} | {name}: p50 {at(each, 0.5):.0f} ms, p95 {at(each, 0.95):.0f} ms |", flush=True)
        print(f"| {kind} | p95 with 20 % hanging / none, median | {statistics.median(ratios):.2f} |", flush=True)


if __name__ == "__main__":
    try:
        main()
    finally:
        servers.stop_started()
