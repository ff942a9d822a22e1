"""The public event log, the types in it, and their schemas: everything a machine needs to follow along."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from services.sharing.queries import public_log as queries
from services.sharing.schemas import public_log as s
from shared.http import Blueprint, Page, Resource, reading, settings

public_log = Blueprint("public_log", __name__, description="The public event log, for machines that follow along")


def _answer(stretch: queries.Stretch) -> Response:
    """The stored envelopes, as they are, in one JSON document: nothing is read and written again."""
    following = f"{request.path}?{urlencode({**request.args.to_dict(), 'after': stretch.cursor})}"
    end = json.dumps({"next": following if stretch.more else None, "cursor": str(stretch.cursor)})
    body = b'{"items":[' + b",".join(stretch.envelopes) + b"]," + end[1:].encode()
    return Response(body, content_type="application/json")


@public_log.route("/events")
class Events(Resource):
    public = {"GET"}

    @public_log.doc(operationId="list_events")
    @public_log.arguments(s.EventsAsked, location="query")
    @public_log.response(200, s.EventPage)
    def get(self, asked: dict[str, Any]) -> Response:
        """Every public event, oldest first, in an order that is the same for everyone and never changes."""
        types = queries.types_asked(asked.pop("types"))
        with reading() as session:
            return _answer(queries.list_events(session, types=types, **asked))


@public_log.route("/event-types")
class EventTypes(Resource):
    public = {"GET"}

    @public_log.doc(operationId="list_event_types")
    @public_log.response(200, s.EventTypePage)
    def get(self) -> Page[Any]:
        """Every type of event that may stand in the log, and what it means."""
        return Page(queries.list_event_types(settings().public_url))


@public_log.route("/schemas/<string:routing_key>")
class Schemas(Resource):
    public = {"GET"}

    @public_log.doc(operationId="get_schema")
    @public_log.response(200, content_type="application/schema+json")
    def get(self, routing_key: str) -> Response:
        """The JSON Schema of one type's data, at the address that stands in its events; 304 where nothing changed."""
        schema = queries.get_schema(routing_key, settings().public_url)
        response = Response(json.dumps(schema), content_type="application/schema+json")
        response.headers["Access-Control-Allow-Origin"] = "*"  # for tools of any website
        response.add_etag()
        response.make_conditional(request)
        return response
