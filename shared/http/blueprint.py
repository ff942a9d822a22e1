"""flask-smorest's blueprint with our parser, and the API that gathers blueprints into one OpenAPI document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import flask_smorest
from flask import Flask
from marshmallow import fields

from shared.http.parser import StrictParser
from shared.http.schemas import Schema

F = TypeVar("F", bound=Callable[..., Any])
C = TypeVar("C", bound=type)


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]
    """A noun's routes. The methods below only give smorest's decorators their types."""

    ARGUMENTS_PARSER = StrictParser()

    def route(self, rule: str, **options: Any) -> Callable[[C], C]:
        """Mount a Resource at `rule`, below the blueprint's prefix."""
        return cast(Callable[[C], C], super().route(rule, **options))

    def doc(self, **facts: Any) -> Callable[[F], F]:
        """Add to the operation's entry in the document; every operation names its `operationId`."""
        return cast(Callable[[F], F], super().doc(**facts))

    def arguments(self, schema: type[Schema], *, location: str = "json", **options: Any) -> Callable[[F], F]:
        """Check body or query against `schema` and hand what it holds to the method."""
        return cast(Callable[[F], F], super().arguments(schema, location=location, **options))

    def response(self, status: int, schema: type[Schema] | None = None, **options: Any) -> Callable[[F], F]:
        """Answer with `status`, in the shape of `schema`."""
        return cast(Callable[[F], F], super().response(status, schema, **options))


class ProblemEntry(Schema):
    """One thing that stands in the way."""

    pointer = fields.String()
    code = fields.String()
    message = fields.String()
    how = fields.String()


class Problem(Schema):
    """An RFC 9457 problem document."""

    type = fields.String()
    title = fields.String()
    status = fields.Integer()
    code = fields.String()
    detail = fields.String()
    instance = fields.String()
    request_id = fields.String()
    errors = fields.List(fields.Nested(ProblemEntry))


class Api(flask_smorest.Api):  # type: ignore[misc]
    """The document; errors are ours (problems.py), so smorest registers no handler of its own."""

    ERROR_SCHEMA = Problem

    def _register_error_handlers(self) -> None:
        return None


def document(app: Flask, *, title: str, prefix: str, version: str, public_url: str) -> Api:
    """Prepare the OpenAPI 3.1 document of a service; it is served at `<prefix>/openapi.json`."""
    options: dict[str, Any] = {
        "info": {
            "description": f"{title}. One of the four services of Proeftuin.",
            "contact": {"name": "Werken In Netwerken", "url": "https://werkeninnetwerken.nl"},
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": public_url}],
        "components": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}},
    }
    app.config.update(
        API_TITLE=title,
        API_VERSION=version,
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX=prefix,
        API_SPEC_OPTIONS=options,
    )
    return Api(app)
