"""Two small services that speak the real language over the real backbone: one that says, one that answers.

`ideas` takes POSTs and says what they tell; `experiments` notes each event, and answers some of them; `ideas` notes
the answers. A poisonous event fails until the file `mended` exists; an event that `needs` another waits for it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import marshmallow as ma
from flask import Flask
from sqlalchemy import Column, Integer, MetaData, String, Table, Uuid, func, insert, select
from sqlalchemy.orm import Session

from shared.bus.say import say
from shared.bus.subscriptions import Subscriptions
from shared.bus.tables import backbone
from shared.db import Database
from shared.errors import Retry
from shared.events.envelope import Heard
from shared.events.experiments import ProeftuinPaused
from shared.events.ideas import InterestDeclared
from shared.http import Blueprint, Resource, settings, transaction
from shared.http.app import make_app
from shared.http.schemas import Schema
from shared.service import Service
from shared.settings import Settings
from tests.kit.drain import until
from tests.kit.keys import keys

POISON, STALL, MEET = UUID(int=13), UUID(int=14), UUID(int=15)
PATH = "/api/ideas/v1/changes"

toys = MetaData()
changes = Table(
    "changes",
    toys,
    Column("id", Integer, primary_key=True),
    Column("number", Uuid(), nullable=False),
    Column("subject", Uuid(), nullable=False),
)
"""No key on the number: a POST that happens twice must show."""

effects = Table(
    "effects",
    toys,
    Column("id", Integer, primary_key=True),
    Column("consumer", String(40), nullable=False),
    Column("event_id", Uuid(), nullable=False, index=True),
    Column("subject", Uuid(), nullable=False, index=True),
    Column("version", Integer, nullable=False),
)
"""No key on the event either; versions per subject, in the order of the ids, must only grow."""


@dataclass(frozen=True)
class Place:
    """Where the toys of one run live."""

    folder: Path
    speaker_url: str
    hearer_url: str
    amqp_url: str = ""

    @property
    def mended(self) -> Path:
        return self.folder / "mended"


class ChangeText(Schema):
    """What one POST does: it changes each of these subjects and says so."""

    number = ma.fields.UUID(required=True)
    subjects = ma.fields.List(ma.fields.UUID(), required=True)
    kind = ma.fields.String(required=True)
    about = ma.fields.UUID(required=True)


blueprint = Blueprint("changes", __name__, url_prefix="/changes", description="Changes")


@blueprint.route("")
class Changes(Resource):
    public = {"POST"}

    @blueprint.doc(operationId="make_change")
    @blueprint.arguments(ChangeText)
    @blueprint.response(201, ChangeText)
    def post(self, text: dict[str, Any]) -> dict[str, Any]:
        """Change the subjects, in sorted order, and say so."""
        with transaction() as session:
            for subject in sorted(text["subjects"]):
                session.execute(insert(changes).values(number=text["number"], subject=subject))
                said = InterestDeclared(idea_id=subject, person_id=text["about"], kind=text["kind"])
                say(session, said)
            if text["about"] == STALL:
                stall(settings().data)
        return text


def stall(folder: Path, seconds: float = 20) -> None:
    """Wait, in the middle of a transaction, until the supervisor has made the file `go`."""
    (folder / "stalled").touch()
    until((folder / "go").exists, seconds)


def meet(folder: Path, seconds: float = 5) -> None:
    """Wait for a second process that does the same at the same time; or go on alone."""
    (folder / f"met.{os.getpid()}").touch()
    with suppress(TimeoutError):
        until(lambda: len(list(folder.glob("met.*"))) > 1, seconds)


def note(session: Session, consumer: str, heard: Heard[Any]) -> None:
    """The effect: one row each time a handler was called and committed."""
    row = {"consumer": consumer, "event_id": heard.envelope.id, "subject": heard.envelope.subject}
    session.execute(insert(effects).values(version=heard.version, **row))


def hearer_of(place: Place) -> Subscriptions:
    """What experiments does: `join` is noted, `contribute` answered, `follow` waits for what it follows."""
    subscriptions = Subscriptions("experiments")

    @subscriptions.on(InterestDeclared)
    def hear(session: Session, heard: Heard[InterestDeclared]) -> None:
        told = heard.event
        if told.person_id == POISON and not place.mended.exists():
            raise RuntimeError("poison")
        if told.person_id == MEET:
            meet(place.folder)
        if told.kind == "follow" and not _known(session, told.person_id):
            raise Retry("what it follows has not been heard of yet")
        note(session, "experiments", heard)
        if told.kind == "contribute":
            say(session, ProeftuinPaused(proeftuin_id=told.idea_id))

    return subscriptions


def _known(session: Session, subject: UUID) -> bool:
    return bool(session.execute(select(func.count()).where(effects.c.subject == subject)).scalar())


def answers_of() -> Subscriptions:
    """What ideas does: it notes the answers."""
    subscriptions = Subscriptions("ideas")

    @subscriptions.on(ProeftuinPaused)
    def hear(session: Session, heard: Heard[ProeftuinPaused]) -> None:
        note(session, "ideas", heard)

    return subscriptions


def speaker(place: Place) -> Service:
    """The service that people POST to."""
    database = Database(place.speaker_url)
    found = Settings(database_url=place.speaker_url, amqp_url=place.amqp_url, data=place.folder)

    def app() -> Flask:
        return make_app("ideas", "Toys", [blueprint], database=database, settings=found, keys=keys())

    return _service("ideas", place, database, found, app, answers_of())


def hearer(place: Place) -> Service:
    """The service that answers."""
    database = Database(place.hearer_url)
    found = Settings(database_url=place.hearer_url, amqp_url=place.amqp_url)
    return _service("experiments", place, database, found, lambda: Flask("none"), hearer_of(place))


def _service(
    name: str, place: Place, database: Database, found: Settings, app: Any, subscriptions: Subscriptions
) -> Service:
    return Service(name, found, database, app, [toys, backbone], place.folder, [subscriptions])


def make_tables(place: Place) -> None:
    """Both databases, empty."""
    for url in (place.speaker_url, place.hearer_url):
        database = Database(url)
        with database.engine.begin() as connection:
            backbone.create_all(connection)
            toys.create_all(connection)
        database.close()
