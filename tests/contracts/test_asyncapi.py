"""The AsyncAPI document: whole, served as it is committed, and true to every event that was ever said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import jsonschema
import pytest

from deploy.documents.parts import PUBLIC_URL, ROOT, app_of, event_types
from deploy.documents.samples import SAMPLES
from services.sharing.model import stands_in_log
from services.sharing.model.amqp_subscription import EXCHANGE, queue_of
from services.sharing.queries.asyncapi import document

PUBLIC = {each.routing_key for each in event_types() if stands_in_log(each)}
COMMITTED: dict[str, Any] = json.loads((ROOT / "services" / "sharing" / "asyncapi.json").read_text())


def references(part: Any) -> Iterator[str]:
    """Every address that the document uses."""
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for each in part.values():
            yield from references(each)
    elif isinstance(part, list):
        for each in part:
            yield from references(each)


def test_it_is_served_to_everyone_as_it_is_committed() -> None:
    client = app_of("sharing").test_client()
    answer = client.get("/api/sharing/v1/asyncapi.json")
    assert answer.get_json() == COMMITTED
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    again = client.get("/api/sharing/v1/asyncapi.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_it_names_every_public_event_and_no_other() -> None:
    assert COMMITTED["asyncapi"] == "3.0.0"
    assert set(COMMITTED["components"]["messages"]) == PUBLIC
    assert set(COMMITTED["channels"]["publicEventLog"]["messages"]) == PUBLIC
    assert COMMITTED["servers"]["api"]["host"] == PUBLIC_URL.partition("//")[2]


def test_it_tells_of_the_broker_where_there_is_one_and_nowhere_else() -> None:
    channels = COMMITTED["channels"]
    assert COMMITTED["servers"]["amqp"]["pathname"] == "/public"
    assert channels["publicEventExchange"]["bindings"]["amqp"]["exchange"]["name"] == EXCHANGE
    subscription = UUID(int=1)
    queue = channels["publicEventQueue"]["bindings"]["amqp"]["queue"]["name"]
    assert queue.format(subscriptionId=subscription) == queue_of(subscription)
    assert set(channels["publicEventQueue"]["messages"]) == PUBLIC
    without = document(PUBLIC_URL, "1.0.0")
    assert set(without["channels"]) == {"publicEventLog", "publicEventStream"}
    assert set(without["servers"]) == {"api"}


def test_its_patterns_mean_the_same_outside_python() -> None:
    properties = COMMITTED["components"]["schemas"]["Envelope"]["properties"].values()
    patterns = [part["pattern"] for part in properties if "pattern" in part]
    assert patterns
    assert all(each.endswith("$") and "Z" not in each[-3:] for each in patterns)


def test_every_address_in_it_leads_somewhere() -> None:
    for address in set(references(COMMITTED)):
        place: Any = COMMITTED
        for step in address.removeprefix("#/").split("/"):
            place = place[step]
        assert place


@pytest.mark.parametrize("routing_key", sorted(PUBLIC))
def test_every_sample_is_what_its_message_says(routing_key: str) -> None:
    message = COMMITTED["components"]["messages"][routing_key]
    schema = {**message["payload"], "components": COMMITTED["components"]}
    check = jsonschema.Draft7Validator(schema)
    samples = [json.loads(path.read_text()) for path in (SAMPLES / routing_key).glob("*.json")]
    for sample in samples:
        check.validate(sample)
    assert not check.is_valid({**samples[0], "type": "nl.werkeninnetwerken.another.type.v1"})
    assert not check.is_valid({**samples[0], "data": {}})
