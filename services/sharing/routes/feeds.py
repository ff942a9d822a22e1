"""Feeds: the newest publications as Atom, RSS and JSON Feed, for readers that come back and ask “anything new?”."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from services.sharing.queries import publications as queries
from services.sharing.routes import feed_documents as documents
from services.sharing.routes.credits import credited
from services.sharing.schemas import publications as s
from shared.http import Blueprint, Resource, actor, reading, settings

feeds = Blueprint("feeds", __name__, url_prefix="/feeds", description="Feeds, outside the OpenAPI document")

NEWEST = 50
EVERY: dict[str, Any] = {"state": "published", "q": None, "limit": NEWEST, "cursor": None}


@feeds.route("/<any(atom, rss, json):form>")
class Feed(Resource):
    public = {"GET"}

    @feeds.arguments(s.About, location="query")
    def get(self, about: dict[str, Any], form: str) -> Response:
        """The newest publications, or those of one proeftuin, werkkring or theme; 304 where nothing changed."""
        channel = _channel(about)
        body, media_type = documents.FORMS[form](channel)
        response = Response(body, content_type=media_type)
        response.set_etag(hashlib.sha256(body).hexdigest()[:32])
        response.last_modified = channel.changed
        response.make_conditional(request)
        return response


def _channel(about: dict[str, Any]) -> documents.Channel:
    origin = settings().public_url
    with reading() as session:
        items = queries.list_publications(session, actor(), origin=origin, **EVERY, **about).items
        changed, name = queries.last_changed(session, **about), queries.name_of(session, **about)
    chosen = f"?{urlencode(request.args.to_dict())}" if request.args else ""
    address = f"{origin}{request.path}{chosen}"
    return documents.Channel(origin, address, name, changed or documents.NEVER, credited(items))
