"""The one request parser: 400 for what is wrong, unknown names refused in every location, JSON taken strictly.

Why not smorest's defaults: they answer 422 and ignore query keys they do not know.
"""

from __future__ import annotations

import json
from typing import Any, NoReturn

import marshmallow as ma
from flask import Request, request
from webargs import core
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import UnsupportedMediaType

from shared.errors import Invalid, Reason

DEEPEST = 50


class StrictParser(FlaskParser):
    """webargs' Flask parser with our manners."""

    DEFAULT_VALIDATION_STATUS = 400
    DEFAULT_UNKNOWN_BY_LOCATION = dict.fromkeys(("json", "query", "form", "headers", "cookies", "files"), ma.RAISE)

    def load_json(self, req: Request, schema: ma.Schema) -> Any:
        """The body as JSON; an empty body counts as an empty object."""
        return read_json(req)

    def load_querystring(self, req: Request, schema: ma.Schema) -> Any:
        """The query keys as they are: each once, since only one would count, and no NUL, which no database takes."""
        reasons = [*_more_than_once(req), *_with_nul(req)]
        if reasons:
            raise Invalid("invalid", "Some of what you gave is not right.", tuple(reasons))
        return super().load_querystring(req, schema)

    def handle_error(
        self,
        error: ma.ValidationError,
        req: Request,
        schema: ma.Schema,
        *,
        error_status_code: int | None,
        error_headers: Any,
    ) -> NoReturn:
        raise Invalid("invalid", "Some of what you gave is not right.", tuple(_reasons(error.messages_dict)))


def read_json(req: Request | None = None) -> Any:
    """The present request's body as strict JSON. Raises Invalid (400) or UnsupportedMediaType (415)."""
    req = req or request
    body = req.get_data(cache=True)
    if req.mimetype and not core.is_json(req.mimetype) and body:
        raise UnsupportedMediaType("Send application/json.")
    if not body:
        return {}
    if not req.mimetype:
        raise UnsupportedMediaType("Say what you send: Content-Type: application/json.")
    try:
        value = json.loads(body.decode("utf-8"), object_pairs_hook=_distinct, parse_constant=_no_constant)
        _inspect(value, DEEPEST)
    except (ValueError, RecursionError) as error:
        raise Invalid("invalid-json", f"The body is not the JSON it should be: {str(error)[:200]}") from error
    return value


def _more_than_once(req: Request) -> list[Reason]:
    return [Reason("invalid", "Give this once.", f"/{key}") for key, values in req.args.lists() if len(values) > 1]


def _with_nul(req: Request) -> list[Reason]:
    return [Reason("invalid", "Leave out NUL.", f"/{key}") for key, value in req.args.items() if "\x00" in value]


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is given twice in one object")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _inspect(value: Any, depth: int) -> None:
    """Refuse what no database or reader should meet: NUL, lone surrogates, numbers beyond 64 bits, endless nesting."""
    if depth == 0:
        raise ValueError(f"nested more than {DEEPEST} deep")
    if isinstance(value, str):
        if "\x00" in value or any("\ud800" <= char <= "\udfff" for char in value):
            raise ValueError("a text holds a character that is not one (NUL or half a surrogate pair)")
    elif isinstance(value, bool):
        return
    elif isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise ValueError("a number does not fit in 64 bits")
    elif isinstance(value, dict):
        for key, part in value.items():
            _inspect(key, depth - 1)
            _inspect(part, depth - 1)
    elif isinstance(value, list):
        for part in value:
            _inspect(part, depth - 1)


def _reasons(messages: Any, pointer: str = "") -> list[Reason]:
    """marshmallow's tree of messages as a flat list with JSON pointers, the location left off."""
    if isinstance(messages, dict):
        found: list[Reason] = []
        for key, part in messages.items():
            at_location = not pointer and key in StrictParser.DEFAULT_UNKNOWN_BY_LOCATION
            step = "" if at_location or key == "_schema" else "/" + str(key).replace("~", "~0").replace("/", "~1")
            found += _reasons(part, "/" if at_location else (pointer.rstrip("/") + step))
        return found
    texts = messages if isinstance(messages, list) else [messages]
    return [Reason("invalid", str(text), pointer) for text in texts]
