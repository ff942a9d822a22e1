"""Feeds: the newest publications as Atom, RSS and JSON Feed, for readers that come back and ask “anything new?”."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from services.sharing.queries import feeds as queries
from services.sharing.queries.publications import last_changed, name_of
from services.sharing.routes import feed_documents as documents
from services.sharing.routes.credits import credited
from services.sharing.schemas import publications as s
from shared.errors import Invalid, Reason
from shared.http import Blueprint, Resource, reading, settings

feeds = Blueprint("feeds", __name__, url_prefix="/feeds", description="Feeds, outside the OpenAPI document")


@feeds.route("/<any(atom, rss, json):form>")
class Feed(Resource):
    public = {"GET"}

    @feeds.arguments(s.FeedAsked, location="query")
    def get(self, asked: dict[str, Any], form: str) -> Response:
        """The newest publications, or those of one proeftuin, werkkring, theme …; 304 where nothing changed."""
        channel = _channel(asked.pop("archive"), asked.pop("cursor"), asked)
        body, media_type = documents.FORMS[form](channel)
        response = Response(body, content_type=media_type)
        response.set_etag(hashlib.sha256(body).hexdigest()[:32])
        response.last_modified = channel.changed
        response.make_conditional(request)
        return response


def _channel(archive: str | None, cursor: str | None, about: dict[str, Any]) -> documents.Channel:
    origin = settings().public_url
    with reading() as session:
        stretch = _stretch(session, archive, cursor, {"origin": origin, **about})
        changed, name = stretch.changed or last_changed(session, **about), name_of(session, **about)
    place = {key: value for key, value in request.args.items() if key in ("archive", "cursor")}
    return documents.Channel(
        origin=origin,
        feed=_address({}),
        address=_address(place),
        name=name,
        language=about["language"] or "nl",
        changed=changed or documents.NEVER,
        items=credited(stretch.items),
        retracted=stretch.retracted,
        links={relation: _address(where) for relation, where in stretch.links.items()},
        archive=stretch.archive,
    )


def _stretch(session: Any, archive: str | None, cursor: str | None, about: dict[str, Any]) -> queries.Stretch:
    if archive and cursor:
        reason = Reason("invalid", "Ask for a week of the archive or for a page, not for both.", "/archive")
        raise Invalid("invalid", "These do not go together.", (reason,))
    if archive:
        return queries.of_week(session, week=archive, **about)
    return queries.older(session, cursor=cursor, **about) if cursor else queries.newest(session, **about)


def _address(place: Mapping[str, str]) -> str:
    """A document of the feed that was asked for: the same filters, another place."""
    chosen = {key: value for key, value in request.args.items() if key not in ("archive", "cursor")}
    query = urlencode({**chosen, **place})
    return f"{settings().public_url}{request.path}" + (f"?{query}" if query else "")
