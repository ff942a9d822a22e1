"""The OpenAPI 3.1 document of a service, gathered from its blueprints, and what every operation has in common."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from threading import Lock
from typing import Any

import flask_smorest
from flask import Flask, Response, json
from flask_smorest.spec.plugins import FlaskPlugin
from flask_smorest.utils import prepare_response
from marshmallow import fields

from shared.http.created import say_where
from shared.http.resource import Resource
from shared.http.schemas import Schema

PROBLEM = "application/problem+json"
KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
    "description": "Send the same key with a repeat: it gets the first answer again, and happens once.",
}
VERSION = {
    "in": "header",
    "name": "If-Match",
    "schema": {"type": "string"},
    "description": "The ETag of the version you looked at.",
}


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
    """Gathers the document when it is first asked for: describing all routes takes longer than mounting them.

    Errors are ours (problems.py), so smorest registers no handler of its own.
    """

    ERROR_SCHEMA = Problem

    def __init__(self, app: Flask) -> None:
        self._undescribed: list[Callable[[], None]] = []
        self._describing = Lock()
        super().__init__(app)

    def register_blueprint(self, blueprint: flask_smorest.Blueprint, **options: Any) -> None:
        """Mount it now, describe it later."""
        app, name = self._app, blueprint.name
        app.extensions["flask-smorest"]["blp_name_to_api"][name] = self
        app.register_blueprint(blueprint, **options)

        def describe() -> None:
            blueprint.register_views_in_doc(self, app, self.spec, name=name, parameters=None)
            self.spec.tag({"name": name, "description": blueprint.description})

        self._undescribed.append(describe)

    def whole(self) -> dict[str, Any]:
        """The document, with every route described."""
        with self._describing:
            if self._undescribed:
                for describe in self._undescribed:
                    describe()
                _complete(self._app, self)
                self._undescribed = []
        found: dict[str, Any] = self.spec.to_dict()
        return found

    def _openapi_json(self) -> Response:
        return Response(json.dumps(self.whole(), indent=2, sort_keys=False), mimetype="application/json")

    def _register_error_handlers(self) -> None:
        return None

    def _register_responses(self) -> None:
        """Every error is a problem document."""
        for name, description in [(s.name, s.phrase) for s in HTTPStatus if s >= 400] + [("DEFAULT_ERROR", "Refused")]:
            response = {"description": description, "schema": Problem}
            prepare_response(response, self.spec, PROBLEM)
            self.spec.components.response(name, response, lazy=True)


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


def _complete(app: Flask, api: Api) -> None:
    """Say of each operation who may ask it without a token, which headers it looks at, and which it gives."""
    plugin = FlaskPlugin()
    for rule in app.url_map.iter_rules():
        view = getattr(app.view_functions[rule.endpoint], "view_class", None)
        operations = api.spec._paths.get(plugin.flaskpath2openapi(rule.rule), {})
        if view is not None and issubclass(view, Resource):
            own = {name.lower() for name in rule.methods or ()}  # another class may answer other methods there
            for method in {"get", "post", "put", "patch", "delete"} & operations.keys() & own:
                _describe(operations[method], view, method.upper())
    say_where(api.spec._paths)


def _describe(operation: dict[str, Any], view: type[Resource], method: str) -> None:
    token: dict[str, list[str]] = {"bearer": []}
    operation["security"] = [{}, token] if method in view.public else [token]
    if method in view.scopes:
        operation["x-scope"] = view.scopes[method]  # what a client's token needs; a person's own needs none
    headers = [KEY] if method == "POST" and view.repeatable else [VERSION] if method == "PATCH" else []
    if headers:
        operation["parameters"] = [*operation.get("parameters", []), *headers]
