"""One service with a real database of its own: speak HTTP to it, let it hear events, read what it said."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

import shared.events.catalogue
from shared import clock, migrations
from shared.bus.apply import Applier
from shared.bus.inbox import Inbox
from shared.bus.tables import outbox
from shared.events import Event, subject_of, type_of
from shared.events.envelope import PREFIX, Envelope, data_of, decode, encode, open_envelope
from shared.ids import new_id
from shared.service import Service
from shared.settings import Settings
from tests.kit import servers
from tests.kit.keys import keys, token

assert shared.events.catalogue.SPEAKERS

Build = Callable[..., Service]
_templates: dict[str, Path] = {}
_postgresql_templates: dict[str, str] = {}


def sqlite_url(build: Build, folder: Path) -> str:
    """A fresh, migrated SQLite database in `folder`: migrated once per test process, then copied."""
    name = build.__module__.split(".")[1]
    target = folder / f"{name}.db"
    template = _templates.get(name)
    if template is None or not template.exists():
        template = folder / f"{name}.template"
        service = build(Settings(database_url=f"sqlite:///{template}"), keys=keys())
        migrations.migrate(service.database, service.migrations)
        service.database.close()  # the last connection folds the write-ahead log into the file
        _templates[name] = template
    shutil.copyfile(template, target)
    return f"sqlite:///{target}"


def postgresql_template(build: Build) -> str:
    """The name of a migrated PostgreSQL database to copy; made once per test process, dropped at its end."""
    name = build.__module__.split(".")[1]
    if name not in _postgresql_templates:
        database = servers.fresh_postgresql()
        url = database.__enter__()
        servers.at_the_end(lambda: database.__exit__(None, None, None))
        service = build(Settings(database_url=url), keys=keys())
        migrations.migrate(service.database, service.migrations)
        service.database.close()  # a database that is copied must have no visitors
        _postgresql_templates[name] = url.rpartition("/")[2]
    return _postgresql_templates[name]


class Answer(TestResponse):
    """A response whose JSON a test may look into without asking first whether it is there."""

    @property
    def json(self) -> Any:
        return self.get_json()


@dataclass
class World:
    """A service under test. Paths are given without `/api/<service>/v1`."""

    service: Service
    versions: dict[UUID, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.client = self.service.app().test_client()
        self.doors = {each.consumer: Inbox(self.service.database, each) for each in self.service.consumers}

    def bearer(self, person: UUID, *roles: str) -> str:
        """The Authorization header of this person."""
        return f"Bearer {token(person, *roles)}"

    def another_client(self) -> FlaskClient:
        """A client of one's own, for a thread of one's own."""
        return self.client.application.test_client()

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        by: UUID | None = None,
        roles: Sequence[str] = (),
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """One request; `by` is the person whose token goes along."""
        given = dict(headers or {})
        if by is not None:
            given["Authorization"] = self.bearer(by, *roles)
        options = {} if body is None else {"json": body}
        answer = self.client.open(f"/api/{self.service.name}/v1{path}", method=method, headers=given, **options)
        return cast(Answer, answer)

    def get(self, path: str, **options: Any) -> Answer:
        return self.ask("GET", path, **options)

    def post(self, path: str, body: Any = None, **options: Any) -> Answer:
        return self.ask("POST", path, body, **options)

    def put(self, path: str, body: Any = None, **options: Any) -> Answer:
        return self.ask("PUT", path, body, **options)

    def patch(self, path: str, body: Any = None, **options: Any) -> Answer:
        return self.ask("PATCH", path, body, **options)

    def delete(self, path: str, **options: Any) -> Answer:
        return self.ask("DELETE", path, **options)

    def said(self, *classes: type[Event]) -> list[Event]:
        """What the service has said so far, in order; of these classes only, where some are given."""
        with self.service.database.reading() as session:
            bodies = list(session.scalars(select(outbox.c.envelope).order_by(outbox.c.id)))
        opened = [open_envelope(decode(body)) for body in bodies]
        events = [heard.event for heard in opened if heard is not None]
        return [each for each in events if not classes or isinstance(each, classes)]

    def hear(self, *events: Event, times: int = 2) -> None:
        """Let these events arrive, each `times` times: twice must change as much as once."""
        for said in events:
            body = self.envelope(said)
            for _ in range(times):
                self.take(body)

    def take(self, body: bytes) -> None:
        """Let these bytes arrive at every consumer of the service."""
        for door in self.doors.values():
            door.take([body])
            while Applier(door).step():
                pass

    def envelope(self, said: Event, *, version: int | None = None, actor: UUID | None = None) -> bytes:
        """`said` in an envelope, with the next version of its subject unless one is given."""
        subject, declared = subject_of(said), type_of(said)
        self.versions[subject] = version or self.versions.get(subject, 0) + 1
        return encode(
            Envelope(
                specversion="1.0",
                id=new_id(),
                source=f"/{declared.speaker}",
                type=PREFIX + declared.routing_key,
                subject=subject,
                time=clock.now(),
                sequence=f"{len(self.versions):020d}",
                aggversion=self.versions[subject],
                dataschema="http://127.0.0.1:8080/schemas",
                dataclass="internal" if declared.internal else "public",
                data=data_of(said),
                partitionkey=str(subject),
                actor=actor,
            )
        )

    def pass_time(self) -> None:
        """Let the schedule do what is due now (see `shared.clock.moved`)."""
        self.service.schedule.run_all(self.service.database)

    def close(self) -> None:
        self.service.database.close()


def world_of(build: Build, database_url: str, **settings: Any) -> World:
    """A world around the service that `build` makes, on a migrated database."""
    return World(build(replace(Settings(database_url=database_url), **settings), keys=keys()))
