"""The public events as an AsyncAPI 3.0 document: what may be read, in which envelope, and what is in it."""

from __future__ import annotations

import inspect
from typing import Any
from urllib.parse import urlsplit

import msgspec

from services.sharing.model import public_types
from services.sharing.queries import asyncapi_amqp as amqp
from shared.events import EventType, schema_of
from shared.events.envelope import PREFIX, Envelope

LOG, STREAM = "publicEventLog", "publicEventStream"
BY_PAGE = "An event stands in the log. Ask with `after` = the cursor of the last page you handled."
AT_ONCE = "An event comes by as it is logged. Come back with `Last-Event-ID` = the id of the last one you handled."
TOLD = """Every public event of every service, oldest first, in one order, the same for everyone and kept for ever.
What was taken back keeps its place and loses its words. Fields may be added at any time: ignore what you do not know;
what changes in another way gets a new version in its type."""


def document(origin: str, version: str, amqp_address: str = "") -> dict[str, Any]:
    """The whole document, for the server at this origin, and its broker where integrators can reach one."""
    types = public_types()
    messages = {each.routing_key: {"$ref": f"#/components/messages/{each.routing_key}"} for each in types}
    log = {"address": "/api/sharing/v1/events", "title": "The public event log, by page", "messages": messages}
    stream = {**log, "address": "/api/sharing/v1/events/stream", "title": "The same as server-sent events"}
    parts = urlsplit(origin)
    servers: dict[str, Any] = {"api": {"host": parts.netloc, "protocol": parts.scheme}}
    api = {"servers": [{"$ref": "#/servers/api"}]}
    channels: dict[str, Any] = {LOG: {**log, **api}, STREAM: {**stream, **api}}
    operations = {"sendPublicEvent": _operation(LOG, BY_PAGE), "streamPublicEvent": _operation(STREAM, AT_ONCE)}
    components: dict[str, Any] = {
        "messages": {each.routing_key: _message(each) for each in types},
        "schemas": {"Envelope": _envelope(), **{each.routing_key: _data(each) for each in types}},
    }
    if amqp_address:
        servers |= amqp.servers(amqp_address)
        channels |= amqp.channels(messages)
        operations |= amqp.operations()
        components["securitySchemes"] = amqp.security()
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Public events of Proeftuin", "version": version, "description": TOLD},
        "defaultContentType": "application/json",
        "servers": servers,
        "channels": channels,
        "operations": operations,
        "components": components,
    }


def _operation(channel: str, how: str) -> dict[str, Any]:
    return {
        "action": "send",
        "channel": {"$ref": f"#/channels/{channel}"},
        "summary": how,
        "bindings": {"http": {"method": "GET"}},
    }


def _message(declared: EventType) -> dict[str, Any]:
    told = inspect.getdoc(declared.cls) or ""
    type_and_data = {
        "type": {"const": PREFIX + declared.routing_key},
        "data": {"$ref": f"#/components/schemas/{declared.routing_key}"},
    }
    return {
        "name": PREFIX + declared.routing_key,
        "title": declared.routing_key,
        "summary": told.partition("\n")[0],
        "description": told,
        "contentType": "application/cloudevents+json",
        "bindings": {"amqp": {"messageType": declared.routing_key, "bindingVersion": amqp.BINDING}},
        "payload": {"allOf": [{"$ref": "#/components/schemas/Envelope"}, {"properties": type_and_data}]},
    }


def _envelope() -> dict[str, Any]:
    """CloudEvents 1.0, structured JSON, as it stands in the log: there nobody reads who did it.

    Its patterns end in `$`, as everyone writes it but Python, whose `\\Z` is the letter Z elsewhere.
    """
    schema = msgspec.json.schema_components([Envelope])[1]["Envelope"]
    known = {name: part for name, part in schema["properties"].items() if name != "actor"}
    for part in known.values():
        if "pattern" in part:
            part["pattern"] = part["pattern"].replace(r"\Z", "$")
    told = "A CloudEvents 1.0 envelope. Ignore attributes you do not know."
    return {**schema, "title": "Envelope", "description": told, "properties": known}


def _data(declared: EventType) -> dict[str, Any]:
    """The schema of an event's data. No dialect is named here: AsyncAPI has its own, which can say all of it.

    Shapes inside the data stand where they are used: an address of their own would be one of this whole document.
    """
    schema = schema_of(declared)
    shapes = schema.pop("$defs", {})
    return {name: _inlined(part, shapes) for name, part in schema.items() if name != "$schema"}


def _inlined(part: Any, shapes: dict[str, Any]) -> Any:
    if isinstance(part, list):
        return [_inlined(one, shapes) for one in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        return _inlined(shapes[part["$ref"].rpartition("/")[2]], shapes)
    return {name: _inlined(one, shapes) for name, one in part.items()}
