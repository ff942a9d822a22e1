"""What runs in the processes that get killed: a web server, a relay and consumer for either service, or all in one."""

from __future__ import annotations

import faulthandler
import os
import random
import signal
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server

from shared import failpoints, logs
from shared.bus import retry
from shared.bus.inbox import Inbox, Message
from shared.service import Service
from shared.transports import Transport
from shared.transports.embedded import EmbeddedTransport
from shared.transports.rabbit import RabbitTransport
from shared.worker import Worker
from tests.faults import mutations, toys


@dataclass(frozen=True)
class Orders:
    """What one child is to be."""

    role: str
    place: toys.Place
    port: int = 0
    failpoints: str = ""
    mutation: str = ""
    seed: int = 0


def run(orders: Orders) -> None:
    """The child's whole life: until SIGTERM, or until something kills it."""
    _say_into(orders)
    random.seed(orders.seed)
    quicken()
    count_deliveries(orders)
    mutations.apply(orders.mutation, orders.place.folder)
    asked = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: asked.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    faulthandler.register(signal.SIGUSR1)  # what every thread is at, into the log, when a run is stuck
    failpoints.arm(orders.failpoints)
    {"writer": _writer, "speaker": _speaker, "hearer": _hearer, "all": _all}[orders.role](orders, asked)


def _writer(orders: Orders, asked: threading.Event) -> None:
    serve(toys.speaker(orders.place), orders.port)
    asked.wait()


def _speaker(orders: Orders, asked: threading.Event) -> None:
    work([toys.speaker(orders.place)], RabbitTransport(orders.place.amqp_url), asked, orders.place.folder)


def _hearer(orders: Orders, asked: threading.Event) -> None:
    work([toys.hearer(orders.place)], RabbitTransport(orders.place.amqp_url), asked, orders.place.folder)


def _all(orders: Orders, asked: threading.Event) -> None:
    services, transport = [toys.speaker(orders.place), toys.hearer(orders.place)], EmbeddedTransport()
    serve(services[0], orders.port)
    work(services, transport, asked, orders.place.folder)


def serve(service: Service, port: int) -> None:
    """Serve HTTP from a thread."""
    server = make_server("127.0.0.1", port, service.app(), threaded=True, request_handler=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()


def work(services: Sequence[Service], transport: Transport, asked: threading.Event, folder: Path) -> None:
    """As the real worker does: start, wait to be asked, stop gracefully."""
    worker = Worker(services, transport)
    if isinstance(transport, EmbeddedTransport):
        for service in services:
            transport.wake_by(service.name, service.database.said)
        for door in worker.doors.values():
            transport.bind(door)
    worker.start()
    (folder / f"ready.{os.getpid()}").touch()
    asked.wait()
    worker.stop()


class Quiet(WSGIRequestHandler):
    """Requests are counted elsewhere."""

    def log(self, type: str, message: str, *args: Any) -> None:
        return None


def quicken() -> None:
    """The same ladders with shorter rungs: a run lasts a minute, not a fortnight."""
    retry.LADDER = (0.2, 0.5, 1, 1)  # type: ignore[assignment]
    retry.BRIEF = (0.1, 0.2, 0.3, 0.4)  # type: ignore[assignment]


def count_deliveries(orders: Orders) -> None:
    """Note every message that reaches an inbox before anything is done with it, in a file that outlives a kill."""
    path = orders.place.folder / f"deliveries.{orders.role}.{os.getpid()}"
    file = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    plain = Inbox._open

    def noted(self: Inbox, body: bytes) -> Message:
        message = plain(self, body)
        os.write(file, message.row["event_id"].bytes)
        return message

    Inbox._open = noted  # type: ignore[method-assign]


def _say_into(orders: Orders) -> None:
    """What a child says goes to a file of its role."""
    path = orders.place.folder / f"{orders.role}.log"
    file = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    os.dup2(file, 1)
    os.dup2(file, 2)
    logs.configure(orders.role, level=30)
