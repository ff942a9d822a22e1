"""The published language: documented, free of personal data, and every sample of the past still understood."""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from sqlalchemy import select

from deploy.documents.parts import ORDER, event_types, service_of
from deploy.documents.samples import SAMPLES
from shared.bus.apply import Applier
from shared.bus.inbox import Inbox
from shared.bus.subscriptions import Subscriptions
from shared.bus.tables import inbox
from shared.events import EventType, by_routing_key, schema_of
from shared.events.envelope import decode, open_envelope
from shared.service import Service
from shared.settings import Settings
from tests.kit.keys import keys
from tests.kit.world import Build, sqlite_url

PERSONAL = re.compile(
    r"(^|_)(e?mail|phone|telephone|mobile|address|street|postcode|birth\w*|gender|bsn|iban|ip|avatar|photo|login|"
    r"(first|last|full|display|nick|user)_?name|name)(_|$)"
)
NOT_A_PERSONS = {("identity.werkkring", "name"), ("identity.organisation", "name")}


def fields_of(declared: EventType) -> list[str]:
    """Every field an event's data may hold, however deep."""

    def walk(schema: dict[str, Any]) -> list[str]:
        found = [*schema.get("properties", {})]
        return found + [name for part in schema.get("$defs", {}).values() for name in walk(part)]

    return [re.sub(r"([A-Z])", r"_\1", name).lower() for name in walk(schema_of(declared))]


@pytest.mark.parametrize("declared", event_types(), ids=lambda each: str(each.routing_key))
def test_an_event_says_when_it_is_said(declared: EventType) -> None:
    told = inspect.getdoc(declared.cls) or ""
    assert told.startswith("Said "), "begin with when it is said: it becomes docs/events.md"
    assert re.fullmatch(r"(identity|ideas|experiments|sharing)\.[a-z-]+\.[a-z-]+\.v\d+", declared.routing_key)


@pytest.mark.parametrize("declared", event_types(), ids=lambda each: str(each.routing_key))
def test_an_event_holds_no_personal_data(declared: EventType) -> None:
    noun = declared.routing_key.rpartition(".v")[0].rpartition(".")[0]
    smells = [name for name in fields_of(declared) if PERSONAL.search(name)]
    assert [name for name in smells if (noun, name) not in NOT_A_PERSONS] == []


@pytest.mark.parametrize("declared", event_types(), ids=lambda each: str(each.routing_key))
def test_an_event_about_one_person_is_internal(declared: EventType) -> None:
    if "person_id" in fields_of(declared):
        assert declared.internal, "events about a person never reach the public log"


def samples() -> list[Path]:
    return sorted(SAMPLES.glob("*/*.json"))


def test_every_type_has_a_sample() -> None:
    assert {path.parent.name for path in samples()} == set(by_routing_key)


@pytest.mark.parametrize("path", samples(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_sample_of_the_past_is_valid_and_understood(path: Path) -> None:
    envelope = decode(path.read_bytes())
    assert envelope.routing_key == path.parent.name
    assert open_envelope(envelope) is not None
    jsonschema.validate(msgspec.json.decode(envelope.data), schema_of(by_routing_key[envelope.routing_key]))


@pytest.mark.parametrize("path", samples(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_sample_of_the_past_is_applied_by_everyone_who_hears_it(path: Path, tmp_path: Path) -> None:
    for name in ORDER:
        if any(each.handler_of(path.parent.name) for each in service_of(name).every_consumer):
            service = fresh(name, tmp_path)
            for consumer in service.every_consumer:
                assert outcome(service, consumer, path.read_bytes()) == "done"
            service.database.close()


def fresh(name: str, folder: Path) -> Service:
    """The service on an empty database of its own."""
    build: Build = import_module(f"services.{name}.service").build
    return build(Settings(database_url=sqlite_url(build, folder), mail_url=f"folder:{folder}"), keys=keys())


def outcome(service: Service, consumer: Subscriptions, body: bytes) -> str:
    """What became of an event; to wait for another subject's fact is a good end, to fail is not."""
    door = Inbox(service.database, consumer)
    door.take([body])
    while Applier(door).step():
        pass
    with service.database.reading() as session:
        row = session.execute(select(inbox).where(inbox.c.consumer == consumer.consumer)).one()
    waits = row.state == "waiting" and str(row.last_error).startswith("Retry")
    return "done" if waits else f"{row.state}: {row.last_error}" if row.state != "done" else "done"
