"""Searching everything that is public, in one list."""

from __future__ import annotations

from typing import Any

from services.sharing.queries import search as queries
from services.sharing.schemas import search as s
from shared.http import Blueprint, Page, Resource, reading, settings

search = Blueprint("search", __name__, url_prefix="/search", description="Ideas, proeftuinen, publications, datasets")


@search.route("")
class Search(Resource):
    public = {"GET"}

    @search.doc(operationId="search_catalogue")
    @search.arguments(s.SearchAsked, location="query")
    @search.response(200, s.FoundPage)
    def get(self, asked: dict[str, Any]) -> Page[Any]:
        """What fits these Dutch words best, of every kind; without words the newest."""
        with reading() as session:
            return queries.search_catalogue(session, origin=settings().public_url, **asked)
