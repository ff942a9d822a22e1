"""Shapes of what is found in the catalogue."""

from __future__ import annotations

from marshmallow import fields, validate

from services.sharing.model import DOCUMENT_KINDS
from shared.http import Schema, Window, page_schema
from shared.http.schemas import short


class SearchAsked(Window):
    """The query keys of the search."""

    q = short(200, load_default=None)
    type = fields.String(validate=validate.OneOf(DOCUMENT_KINDS), load_default=None)
    theme = short(60, load_default=None)
    municipality = short(80, load_default=None)


class FoundView(Schema):
    """One thing that was found. In `titleHtml` and `snippetHtml` the words that were looked for stand in `mark`."""

    type = fields.String()
    id = fields.UUID()
    title = fields.String()
    title_html = fields.String()
    snippet = fields.String()
    snippet_html = fields.String()
    url = fields.String()
    at = fields.AwareDateTime()
    state = fields.String()
    themes = fields.List(fields.String())
    municipality = fields.String(allow_none=True)
    language = fields.String()
    proeftuin_id = fields.UUID(allow_none=True)


FoundPage = page_schema(FoundView, "FoundPage")
