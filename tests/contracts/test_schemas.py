"""The address of its schema, in every event, leads to that schema: through the same table as the gateway's."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

import jsonschema
import pytest
from sqlalchemy import select
from werkzeug.test import Client

from deploy.dispatcher import Dispatcher
from deploy.documents.parts import ORDER, PUBLIC_URL, app_of, event_types
from deploy.documents.samples import SAMPLES
from services.ideas.service import build
from shared.bus.tables import outbox
from shared.events import EventType, schema_of
from shared.events.envelope import decode
from tests.kit.world import sqlite_url, world_of
from tests.service.ideas.acts import open_idea

PUBLIC = [each for each in event_types() if not each.internal]


def address_of(routing_key: str, origin: str = PUBLIC_URL) -> str:
    """As `test_an_event_says_where_its_schema_is` sees it said."""
    return f"{origin}/api/sharing/v1/schemas/{routing_key}"


@pytest.fixture(scope="module")
def client() -> Client:
    """Someone at the door of the whole system."""
    door = Dispatcher()
    for name in ORDER:
        door.mount(name, app_of(name))
    return Client(door)


def test_an_event_says_where_its_schema_is(tmp_path: Path) -> None:
    ideas = world_of(build, sqlite_url(build, tmp_path))
    try:
        open_idea(ideas)
        with ideas.service.database.reading() as session:
            said = [decode(body) for body in session.scalars(select(outbox.c.envelope))]
        assert said
        origin = ideas.service.settings.public_url
        assert [each.dataschema for each in said] == [address_of(each.routing_key, origin) for each in said]
    finally:
        ideas.close()


@pytest.mark.parametrize("declared", PUBLIC, ids=lambda each: each.routing_key)
def test_that_address_answers_with_it_and_again_only_where_it_changed(declared: EventType, client: Client) -> None:
    path = urlsplit(address_of(declared.routing_key)).path
    answer = client.get(path)
    schema = answer.get_json()
    assert answer.content_type == "application/schema+json"
    assert schema == {"$id": address_of(declared.routing_key), **schema_of(declared)}
    check = jsonschema.Draft202012Validator(schema)
    for sample in (SAMPLES / declared.routing_key).glob("*.json"):
        check.validate(json.loads(sample.read_text())["data"])
    again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
