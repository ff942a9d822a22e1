"""One service's Flask app: its routes, the manners of every answer, health and metrics."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable

import structlog
from flask import Flask, Response, g, request
from sqlalchemy import text
from werkzeug.exceptions import NotFound, RequestEntityTooLarge
from werkzeug.routing import IntegerConverter, Map

from shared import clock, context, metrics
from shared.db import Database
from shared.http import problems
from shared.http.blueprint import Blueprint
from shared.http.created import locate
from shared.http.document import document
from shared.http.door import Door
from shared.settings import Settings
from shared.tokens import Keys, Verifier

LARGEST = 128 * 1024
VERSION = "1.0.0"
_REQUEST_ID = re.compile(r"^[A-Za-z0-9._-]{1,64}$")

log = structlog.get_logger()


class Number(IntegerConverter):
    """A number in an address: none that no column holds, so that asking for it is simply not found."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=2**31 - 1)


def make_app(
    name: str, title: str, blueprints: Iterable[Blueprint], *, database: Database, settings: Settings, keys: Keys
) -> Flask:
    """The app that serves `/api/<name>/v1`, with health and metrics beside it."""
    app = Flask(name, static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=LARGEST, PROPAGATE_EXCEPTIONS=False)
    app.url_map.converters["int"] = Number
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.extensions["door"] = Door(database, settings, Verifier(keys, settings.public_url))
    problems.register(app)
    _register_manners(app, name)
    _register_health(app, database)
    prefix = f"/api/{name}/v1"
    api = document(app, title=title, prefix=prefix, version=VERSION, public_url=settings.public_url)
    for blueprint in blueprints:
        api.register_blueprint(blueprint, url_prefix=prefix + (blueprint.url_prefix or ""))
    app.extensions["api"] = api
    return app


def _register_manners(app: Flask, name: str) -> None:
    @app.before_request
    def begin() -> None:
        g.began = clock.monotonic()
        given = request.headers.get("X-Request-ID", "")
        request_id = given if _REQUEST_ID.match(given) else secrets.token_hex(8)
        trace = context.new_traceparent(request.headers.get("traceparent"))
        g.trail = context.following(context.Trail(request_id, trace, correlation=request_id))
        g.trail.__enter__()
        g.request_id = request_id
        if "\x00" in request.path:
            raise NotFound("No address holds a NUL.")
        most = _most(app)
        request.max_content_length = most + 1  # gunicorn's end of a body that is just as large counts as one byte more
        if _at_least(most + 1):
            raise RequestEntityTooLarge(f"The body is larger than {most} bytes.")

    @app.after_request
    def finish(response: Response) -> Response:
        response.headers["API-Version"] = VERSION
        response.headers["X-Request-ID"] = g.get("request_id", "")
        response.headers["X-Content-Type-Options"] = "nosniff"
        own = "Authorization" in request.headers or request.method not in {"GET", "HEAD"}  # tokens, among others
        response.headers.setdefault("Cache-Control", "no-store" if own else "no-cache")
        response.headers.add("Vary", "Authorization")
        locate(response)
        if response.status_code == 204:
            response.headers.pop("Content-Type", None)  # there is nothing that could be of a type
        if request.path.endswith("/openapi.json"):
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.add_etag()
            response.make_conditional(request)
        _report(name, response)
        return response

    @app.teardown_request
    def leave(error: BaseException | None) -> None:
        trail = g.pop("trail", None)
        if trail is not None:
            trail.__exit__(None, None, None)


def _at_least(size: int) -> bool:
    """Whether the body has so many bytes. One in pieces does not say: it is read so far, unless it is a file."""
    if request.content_length is None and "Transfer-Encoding" in request.headers and size <= LARGEST + 1:
        return len(request.get_data()) >= size
    return (request.content_length or 0) >= size


def _most(app: Flask) -> int:
    """How large this request's body may be: known by its address and method, before anything is read."""
    view = getattr(app.view_functions.get(request.endpoint or ""), "view_class", None)
    found: dict[str, int] = getattr(view, "streams", {})
    return found.get(request.method, LARGEST)


def _report(name: str, response: Response) -> None:
    rule = request.url_rule.rule if request.url_rule else "(none)"
    if rule.startswith(("/health", "/metrics")):
        return
    passed = clock.monotonic() - g.get("began", clock.monotonic())
    try:
        metrics.requests.labels(name, request.method, rule, response.status_code).observe(passed)
    except OSError as error:  # no room to measure in: what was asked is done, and must not end as an error
        log.warning("not_measured", error=type(error).__name__)
    log.info(
        "request",
        service=name,
        method=request.method,
        route=rule,
        status=response.status_code,
        ms=round(passed * 1000, 1),
    )


def _register_health(app: Flask, database: Database) -> None:
    @app.get("/health/live")
    def live() -> dict[str, str]:
        return {"status": "live"}

    @app.get("/health/ready")
    def ready() -> dict[str, str]:
        with database.reading() as session:
            session.execute(text("SELECT 1"))
        return {"status": "ready"}

    @app.get("/metrics")
    def measured() -> Response:
        return Response(metrics.exposition(), content_type="text/plain; version=0.0.4; charset=utf-8")
