"""The parts of the embedded system and how they are put together: four services, the web client, one transport."""

from __future__ import annotations

from dataclasses import dataclass, replace
from wsgiref.types import WSGIApplication

import httpx

import services.experiments.service as experiments
import services.ideas.service as ideas
import services.identity.service as identity
import services.sharing.service as sharing
import web.app
from deploy.dispatcher import Dispatcher
from shared import migrations
from shared.people import Names
from shared.service import Service
from shared.settings import Settings
from shared.transports.embedded import EmbeddedTransport
from shared.worker import Worker


@dataclass
class System:
    """Everything, running: the WSGI app that answers, and the threads that carry events."""

    app: WSGIApplication
    services: list[Service]
    worker: Worker

    def stop(self) -> None:
        """Finish what is under way and let go of the databases."""
        self.worker.stop()
        for service in self.services:
            service.database.close()


def services_for(found: Settings, http: httpx.Client) -> list[Service]:
    """The four services on SQLite files in the data folder, with identity's keys handed over in memory."""

    def on_its_file(name: str) -> Settings:
        return replace(found, database_url=f"sqlite:///{found.data.resolve()}/{name}.db")

    who = identity.build(on_its_file("identity"))
    keys = identity.keys(who.database, who.settings)
    return [
        who,
        ideas.build(on_its_file("ideas"), keys),
        experiments.build(on_its_file("experiments"), keys, names=Names(http)),
        sharing.build(on_its_file("sharing"), keys, names=Names(http)),
    ]


def assemble(found: Settings) -> System:
    """Build and start the system; the databases must be prepared."""
    dispatcher, transport = Dispatcher(), EmbeddedTransport()
    inside = httpx.Client(transport=httpx.WSGITransport(app=dispatcher.from_inside), base_url=found.public_url)
    running = services_for(found, inside)
    for service in running:
        dispatcher.mount(service.name, service.app())
        transport.wake_by(service.name, service.database.said)
    dispatcher.mount("web", web.app.build(found, inside))
    channels = [channel for service in running for channel in service.channels]
    worker = Worker([*running, *channels], transport)
    for door in worker.doors.values():
        transport.bind(door)
    worker.start()
    return System(dispatcher, running, worker)


def prepare(found: Settings) -> tuple[str, str | None]:
    """Bring every database to the newest version. Returns the admin's address and, when just made, his password."""
    with httpx.Client() as nobody:
        waiting = services_for(found, nobody)
    try:
        for service in waiting:
            migrations.migrate(service.database, service.migrations)
            if service.first_start:
                service.first_start(service)
        return identity.ensure_admin(waiting[0])
    finally:
        for service in waiting:
            service.database.close()
