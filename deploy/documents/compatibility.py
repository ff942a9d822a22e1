"""Whether a new JSON Schema of an event breaks what readers and writers of the old one rely on.

Within a major version only optional fields are added. Both directions count: a listener of yesterday reads what is said
today, and a listener of today reads what was said yesterday and is replayed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
LOWER = ("maxLength", "maximum", "maxItems", "exclusiveMaximum")
HIGHER = ("minLength", "minimum", "minItems", "exclusiveMinimum")


def breaking(old: Json, new: Json) -> list[str]:
    """One sentence for each way in which `new` breaks `old`; none where it only adds."""
    return list(_object(old, new, "", old.get("$defs", {}), new.get("$defs", {})))


def _object(old: Json, new: Json, where: str, olds: Json, news: Json) -> Iterator[str]:
    before, after = old.get("properties", {}), new.get("properties", {})
    for name in sorted(before.keys() - after.keys()):
        yield f"{where}{name} is gone."
    for name in sorted(set(new.get("required", ())) - set(old.get("required", ()))):
        yield f"{where}{name} is required now; events that were said before may lack it."
    for name in sorted(set(old.get("required", ())) - set(new.get("required", ()))):
        if name in after:
            yield f"{where}{name} is no longer certain to be there."
    for name in sorted(before.keys() & after.keys()):
        yield from _value(before[name], after[name], f"{where}{name}", olds, news)
    if old.get("additionalProperties", True) and not new.get("additionalProperties", True):
        yield f"{where or 'data '}refuses unknown fields now."


def _value(old: Json, new: Json, where: str, olds: Json, news: Json) -> Iterator[str]:
    old, new = _resolved(old, olds), _resolved(new, news)
    if _kinds(old, olds) != _kinds(new, news):
        yield f"{where} is {_told(old, olds)} no longer, but {_told(new, news)}."
        return
    if "enum" in old and set(old["enum"]) != set(new.get("enum", ())):
        yield f"{where} has other values than before."
    for limit in (*LOWER, *HIGHER):
        if _narrows(limit, old.get(limit), new.get(limit)):
            yield f"{where} has another {limit}; what was allowed may be refused."
    if old.get("pattern") != new.get("pattern"):
        yield f"{where} has another pattern."
    if "properties" in old:
        yield from _object(old, new, f"{where}.", olds, news)
    if isinstance(old.get("items"), dict):
        yield from _value(old["items"], new.get("items") or {}, f"{where}[]", olds, news)
    for before, after in zip(old.get("anyOf", ()), new.get("anyOf", ()), strict=False):
        yield from _value(before, after, where, olds, news)


def _resolved(schema: Json, parts: Json) -> Json:
    reference = str(schema.get("$ref", ""))
    found: Json = parts.get(reference.rpartition("/")[2], {}) if reference else schema
    return found


def _kinds(schema: Json, parts: Json) -> list[tuple[str, str]]:
    """The types a value may have, with their formats."""
    options = schema.get("anyOf") or [schema]
    resolved = [_resolved(each, parts) for each in options]
    return sorted((_type(each), str(each.get("format", ""))) for each in resolved)


def _type(schema: Json) -> str:
    if "type" in schema:
        return str(schema["type"])
    return "string" if any(isinstance(each, str) for each in schema.get("enum", ())) else "anything"


def _told(schema: Json, parts: Json) -> str:
    return " or ".join(" ".join(filter(None, kind)) for kind in _kinds(schema, parts))


def _narrows(limit: str, old: Any, new: Any) -> bool:
    if new is None or old == new:
        return False
    return old is None or (new < old if limit in LOWER else new > old)
