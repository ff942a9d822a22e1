"""Golden samples: one envelope of each type as it was first said. Made once, then frozen: no later code may fail on it.

When a type gains a field, a further sample is added by hand beside the first; none is ever changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from deploy.documents.parts import PUBLIC_URL, ROOT, event_types
from shared.events import EventType, schema_of
from shared.events.envelope import PREFIX
from shared.http.schemas import camel

SAMPLES = ROOT / "shared" / "events" / "samples"
MOMENT = "2026-01-15T09:00:00Z"


def missing() -> Iterator[tuple[Path, bytes]]:
    """The first sample of every type that has none yet."""
    for declared in event_types():
        folder = SAMPLES / declared.routing_key
        if not any(folder.glob("*.json")):
            text = json.dumps(sample_of(declared), ensure_ascii=False, indent=2)
            yield folder / "1.json", text.encode() + b"\n"


def forget(routing_key: str) -> None:
    """Remove the samples of a type that was never released, or is declared no longer."""
    for path in (SAMPLES / routing_key).glob("*.json"):
        path.unlink()


def sample_of(declared: EventType) -> dict[str, Any]:
    """An envelope of this type with plainly made-up facts; the same ones whenever it is made."""
    schema = schema_of(declared)
    data = {name: _value(name, part, schema.get("$defs", {})) for name, part in schema["properties"].items()}
    subject = data[camel(declared.subject)]
    return {
        "specversion": "1.0",
        "id": str(_id(f"event {declared.routing_key}")),
        "source": f"/{declared.speaker}",
        "type": PREFIX + declared.routing_key,
        "subject": subject,
        "time": MOMENT,
        "sequence": f"{1:020d}",
        "aggversion": 1,
        "dataschema": f"{PUBLIC_URL}/api/sharing/v1/schemas/{declared.routing_key}",
        "dataclass": "internal" if declared.internal else "public",
        "data": data,
        "datacontenttype": "application/json",
        "partitionkey": subject,
        "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "correlationid": "example",
        "actor": str(_id("person")),
    }


def _id(name: str) -> UUID:
    """A fixed id per name, so that the samples tell of one and the same made-up proeftuin."""
    return uuid5(NAMESPACE_URL, f"{PUBLIC_URL}/samples/{name}")


def _value(name: str, schema: dict[str, Any], parts: dict[str, Any]) -> Any:
    if "$ref" in schema:
        schema = parts[schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        schema = next(each for each in schema["anyOf"] if each.get("type") != "null")
    if "enum" in schema:
        return schema["enum"][0]
    if "properties" in schema:
        return {key: _value(key, part, parts) for key, part in schema["properties"].items()}
    return _plain(name, schema, parts)


def _plain(name: str, schema: dict[str, Any], parts: dict[str, Any]) -> Any:
    form, kind = schema.get("format"), schema.get("type")
    if kind == "array":
        return [_value(name.removesuffix("s"), schema.get("items", {}), parts)]
    if form == "uuid":
        return str(_id(name.removesuffix("Id")))
    if kind == "string":
        return {"date-time": MOMENT, "date": "2026-02-01"}.get(form or "") or WORDS.get(name, f"Example of {name}")
    return {"integer": 1, "boolean": True, "number": 1.5}.get(str(kind))


WORDS = {"language": "nl", "locale": "nl", "state": "running", "currency": "EUR", "licence": "CC-BY-4.0"}
WORDS |= {
    "url": f"{PUBLIC_URL}/example",
    "website": "https://partner.example.org",
    "role": "steward",
    "sha256": "0f" * 32,
}
