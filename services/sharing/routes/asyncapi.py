"""The AsyncAPI document of the public events; made once, the same for everyone."""

from __future__ import annotations

import json
from functools import cache

from flask import Response, request

from services.sharing.queries.asyncapi import document
from shared.http import Blueprint, Resource, settings

VERSION = "1.0.0"

asyncapi = Blueprint("asyncapi", __name__, description="The public events, outside the OpenAPI document")


@cache
def _made(origin: str, amqp_address: str) -> bytes:
    return json.dumps(document(origin, VERSION, amqp_address), ensure_ascii=False).encode()


@asyncapi.route("/asyncapi.json")
class AsyncApi(Resource):
    public = {"GET"}

    def get(self) -> Response:
        """Every public event as AsyncAPI 3.0, for tools of any website; 304 where nothing changed."""
        response = Response(_made(settings().public_url, settings().amqp_address), content_type="application/json")
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.add_etag()
        response.make_conditional(request)
        return response
