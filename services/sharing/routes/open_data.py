"""The catalogue of open data, as Turtle or JSON-LD: what the reader prefers, 406 where that is neither."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import urlencode

from flask import Response, request
from rdflib import Graph
from werkzeug.exceptions import NotAcceptable

from services.sharing.queries.open_data import list_datasets
from services.sharing.routes.open_data_graph import graph_of
from services.sharing.routes.open_data_terms import Where
from shared.http import Blueprint, Page, Resource, Window, reading, settings

open_data = Blueprint("open_data", __name__, url_prefix="/catalogue", description="Open data, outside the document")

FORMS = {"text/turtle": "turtle", "application/ld+json": "json-ld"}


@open_data.route("")
class Catalogue(Resource):
    public = {"GET"}

    @open_data.arguments(Window, location="query")
    def get(self, asked: dict[str, Any]) -> Response:
        """One page of the catalogue by DCAT-AP-NL 3.0; 304 where nothing in it changed."""
        media_type = _preferred()
        with reading() as session:
            page = list_datasets(session, origin=settings().public_url, **asked)
        graph = graph_of(_where(page), page.items)
        response = Response(graph.serialize(format=FORMS[media_type]), content_type=f"{media_type}; charset=utf-8")
        response.set_etag(_tag(graph, media_type))
        response.vary.add("Accept")
        response.make_conditional(request)
        return response


def _preferred() -> str:
    """Turtle unless JSON-LD is preferred. Raises NotAcceptable where the reader takes neither."""
    found = request.accept_mimetypes.best_match(list(FORMS)) if request.headers.get("Accept") else "text/turtle"
    if found is None:
        raise NotAcceptable("This catalogue is there as text/turtle and as application/ld+json.")
    return found


def _where(page: Page[Any]) -> Where:
    origin, here = settings().public_url, request.args.to_dict()
    this = f"{origin}{request.path}" + (f"?{urlencode(here)}" if here else "")
    following = f"{origin}{page.next}" if page.next else None
    return Where(origin, settings().mail_from, this, following)


def _tag(graph: Graph, media_type: str) -> str:
    """By what it says, since the order in which it is written down differs from process to process."""
    lines = sorted(graph.serialize(format="nt").splitlines())
    return hashlib.sha256("\n".join([media_type, *lines]).encode()).hexdigest()[:32]
