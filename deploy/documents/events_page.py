"""docs/events.md: every event, from the docstrings and fields of its class, with who hears it."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

from deploy.documents.parts import ORDER, event_types, hearers_of
from services.sharing.model import stands_in_log
from shared.events import EventType, schema_of

HEAD = """# Events

What the services say to each other and, where an event is public, to everyone: over AMQP, in the public event log
(`GET /api/sharing/v1/events`) and by its JSON Schema in `shared/events/schemas/`. An event tells facts and ids, never a
name or an address of a person. Within a version fields are only added; listeners ignore what they do not know.

Made from the code by `python -m deploy.documents write`; change the docstrings in `shared/events/`, not this page.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_contents(), *(line for speaker in ORDER for line in _speaker(speaker))])


def _contents() -> Iterator[str]:
    yield "| event | in the public log | heard by |"
    yield "|---|---|---|"
    for each in event_types():
        link = each.routing_key.replace(".", "")
        yield f"| [`{each.routing_key}`](#{link}) | {_in_log(each)} | {_hearers(each)} |"
    yield ""


def _speaker(speaker: str) -> Iterator[str]:
    yield f"## {speaker}"
    yield ""
    for each in event_types():
        if each.speaker == speaker:
            yield from _event(each)


def _event(declared: EventType) -> Iterator[str]:
    yield f"### {declared.routing_key}"
    yield ""
    yield inspect.getdoc(declared.cls) or ""
    yield ""
    yield (
        f"Class `{declared.cls.__name__}` · subject: {declared.subject_type.replace('_', ' ')} · "
        f"{'internal' if declared.internal else 'public'} · heard by: {_hearers(declared)}"
    )
    yield ""
    schema = schema_of(declared)
    yield "| field | what it is | always there |"
    yield "|---|---|---|"
    for name, field in schema["properties"].items():
        yield f"| `{name}` | {_told(field)} | {'yes' if name in schema.get('required', ()) else 'no'} |"
    yield ""


def _in_log(declared: EventType) -> str:
    return "yes" if stands_in_log(declared) else "no"


def _hearers(declared: EventType) -> str:
    return ", ".join(f"`{name}`" for name in hearers_of(declared)) or "–"


def _told(field: dict[str, Any]) -> str:
    """A field's type as one reads it: `uuid`, `text (≤ 300)`, `list of uuid`, `progress, experience or lesson`."""
    if "anyOf" in field:
        return " or ".join(_told(each) for each in field["anyOf"])
    if "enum" in field:
        return " \\| ".join(f"`{value}`" for value in field["enum"])
    kind = str(field.get("format") or field.get("type", "anything"))
    if kind == "array":
        return f"list of {_told(field.get('items', {}))}"
    if kind == "string":
        return f"text (≤ {field['maxLength']})" if "maxLength" in field else "text"
    return {"null": "nothing", "date-time": "moment", "integer": "whole number", "boolean": "yes or no"}.get(kind, kind)
