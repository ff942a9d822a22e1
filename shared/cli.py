"""`python -m services.<name> <command>`: how operators and compose run a service. `--help` lists the commands."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import UUID

from sqlalchemy.exc import OperationalError

from shared import failpoints, gunicorn, logs, metrics, migrations, settings, stopping
from shared.bus import doctor, parked
from shared.bus import replay as replaying
from shared.errors import DomainError
from shared.service import Service
from shared.transports.rabbit import RabbitTransport
from shared.transports.rabbit.topology import declare
from shared.worker import Worker

Build = Callable[[settings.Settings], Service]


def main(build: Build, arguments: Sequence[str] | None = None) -> None:
    """Run one command of the service that `build` makes. Exits with a sentence where that cannot be done."""
    try:
        found = settings.read()
        failpoints.arm_from_environment()
        service = build(found)
        logs.configure(service.name)
        options = _parser(service).parse_args(arguments)
        options.run(service, options)
    except DomainError as error:
        sys.exit(f"{error.message}")
    except OperationalError as error:
        sys.exit(f"The database does not answer: {str(error.orig).strip()}")


def _parser(service: Service) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"python -m services.{service.name}", description=f"Run {service.name}.")
    commands = parser.add_subparsers(required=True, metavar="command")

    def add(name: str, run: Callable[[Service, Any], None], what: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=what, description=what)
        command.set_defaults(run=run)
        return command

    add("web", _web, "Serve HTTP with gunicorn.")
    add("worker", _worker, "Relay, consume and keep the schedule.")
    if service.channels:
        one = add("channel", _channel, "Consume for one channel, and deliver on it: a process of its own.")
        one.add_argument("name", choices=[each.name for each in service.channels])
    add("migrate", _migrate, "Bring the database to the newest version; then what a first start needs.")
    add("provision", _provision, "Declare this service's exchanges, queues and bindings on the broker.")
    stuck = add("inbox", _inbox, "List, show, retry or skip events that wait or are parked.")
    stuck.add_argument("deed", choices=["list", "show", "retry", "skip"])
    stuck.add_argument("consumer", nargs="?")
    stuck.add_argument("event", nargs="?", type=UUID)
    stuck.add_argument("--reason", default="", help="why an event is skipped")
    again = add("replay", _replay, "Send this service's events again, to one consumer only.")
    again.add_argument("--consumer", required=True)
    again.add_argument("--since", type=datetime.fromisoformat, help="a moment, such as 2026-11-01T00:00:00+00:00")
    again.add_argument("--subject", type=UUID)
    facts = add("restate", _restate, "Say this service's present facts, to one consumer only.")
    facts.add_argument("--to", required=True, dest="consumer")
    anew = add("forget", _forget, "Empty a consumer's inbox, before its projection is built anew by replay or restate.")
    anew.add_argument("--consumer", required=True)
    add("leap", _leap, "After this database was set back to a backup: what is said from now on counts as newest.")
    add("published", _published, "Print id and type of every event this service published and keeps.")
    lost = add(
        "missing", _missing, "Read the list of `published` from standard input; print what a consumer never got."
    )
    lost.add_argument("--consumer", required=True)
    for name, run in service.commands.items():
        own = add(name, _own(run), (run.__doc__ or name).splitlines()[0])
        own.add_argument("arguments", nargs="*", help=argparse.SUPPRESS)
    return parser


def _own(run: Callable[[Service, Sequence[str]], None]) -> Callable[[Service, Any], None]:
    return lambda service, options: run(service, options.arguments)


def _web(service: Service, options: Any) -> None:
    gunicorn.serve(service.app, service.settings)


def _channel(service: Service, options: Any) -> None:
    _worker(next(each for each in service.channels if each.name == options.name), options)


def _worker(service: Service, options: Any) -> None:
    worker = Worker([service], RabbitTransport(service.settings.amqp_url))
    asked = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: asked.set())
    health = ThreadingHTTPServer((service.settings.host, service.settings.health_port), _health(worker))
    threading.Thread(target=health.serve_forever, daemon=True).start()
    worker.start()
    asked.wait()
    worker.stop()
    health.shutdown()
    stopping.leave(1 if worker.failed.is_set() else 0)


def _health(worker: Worker) -> type[BaseHTTPRequestHandler]:
    class Health(BaseHTTPRequestHandler):
        """Liveness, readiness and metrics of a worker, on a port of its own."""

        def do_GET(self) -> None:
            alive = all(thread.is_alive() for thread in worker.threads)
            if self.path == "/metrics":
                self._answer(200, metrics.exposition())
            elif self.path in ("/health/live", "/health/ready"):
                self._answer(200 if alive else 503, b'{"status":"%s"}' % (b"live" if alive else b"failing"))
            else:
                self._answer(404, b"")

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            with suppress(ConnectionError):  # who has seen the first line may hang up: that is no trouble of ours
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            return None

    return Health


def _migrate(service: Service, options: Any) -> None:
    migrations.migrate(service.database, service.migrations)
    if service.first_start:
        service.first_start(service)
    print(f"{service.name}: database at revision {migrations.head_of(service.migrations)}")


def _provision(service: Service, options: Any) -> None:
    for line in declare(service.settings.amqp_url, service.every_consumer):
        print(line)


def _inbox(service: Service, options: Any) -> None:
    if options.deed == "list":
        with service.database.reading() as session:
            for row in parked.list_stuck(session):
                why = " ".join((row.last_error or "").split())  # a database's error has lines; here each event is one
                print(row.consumer, row.event_id, row.type, row.state, f"tries={row.attempts}", why)
        return
    if not options.consumer or not options.event or (options.deed == "skip" and not options.reason):
        sys.exit("Name the consumer and the event; to skip one, give a --reason.")
    with service.database.transaction() as session:
        if options.deed == "show":
            row = parked.show(session, options.consumer, options.event)
            print((row.envelope or b"").decode("utf-8", "replace"))
        elif options.deed == "retry":
            parked.retry(session, options.consumer, options.event)
            print("It is tried again now, and everything of its subject behind it: see `inbox list`.")
        else:
            parked.skip(session, options.consumer, options.event, options.reason)
            print("It is given up; its subject goes on.")


def _replay(service: Service, options: Any) -> None:
    publisher = RabbitTransport(service.settings.amqp_url).publisher(service.name)
    count = replaying.replay(
        service.database, publisher, options.consumer, since=options.since, subject=options.subject
    )
    publisher.close()
    print(f"{count} events sent again to {options.consumer}")


def _restate(service: Service, options: Any) -> None:
    if service.restate is None:
        sys.exit(f"{service.name} has nothing to restate.")
    publisher = RabbitTransport(service.settings.amqp_url).publisher(service.name)
    count = replaying.restate(service.database, publisher, options.consumer, service.restate)
    publisher.close()
    print(f"{count} facts said to {options.consumer}")


def _forget(service: Service, options: Any) -> None:
    replaying.forget(service.database, _subscriptions(service, options.consumer))
    print(f"{options.consumer} starts with an empty inbox")


def _leap(service: Service, options: Any) -> None:
    count = replaying.leap(service.database)
    print(f"{service.name} counts as newest from now on, for {count} subjects; let it restate to each listener")


def _published(service: Service, options: Any) -> None:
    for event_id, routing_key in doctor.published(service.database):
        print(event_id, routing_key)


def _missing(service: Service, options: Any) -> None:
    lines = (line.split() for line in sys.stdin)
    events = [(UUID(event_id), routing_key) for event_id, routing_key in lines]
    for event_id in doctor.missing(service.database, _subscriptions(service, options.consumer), events):
        print(event_id)


def _subscriptions(service: Service, consumer: str) -> Any:
    known = service.every_consumer
    for each in known:
        if each.consumer == consumer:
            return each
    sys.exit(f"{service.name} has no consumer {consumer}; it has {', '.join(each.consumer for each in known)}.")
