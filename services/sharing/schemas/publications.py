"""Shapes of publications and feeds."""

from __future__ import annotations

from marshmallow import fields, validate

from shared.http import Schema, Window, page_schema
from shared.http.schemas import short, text

KINDS = validate.OneOf(["progress", "experience", "outcome", "lesson"])
LANGUAGES = validate.OneOf(["nl", "en"])


class About(Schema):
    """Of which proeftuin, werkkring or theme."""

    proeftuin_id = fields.UUID(load_default=None)
    werkkring_id = fields.UUID(load_default=None)
    theme = short(60, load_default=None)


class PublicationFilter(Window, About):
    """The query keys of the list of publications."""

    kind = fields.String(validate=KINDS, load_default=None)
    language = fields.String(validate=LANGUAGES, load_default=None)
    q = short(200, load_default=None)


class RevisionView(Schema):
    """When a revision became readable."""

    revision = fields.Integer()
    at = fields.AwareDateTime()


class PublicationView(Schema):
    """A publication as readers see it."""

    id = fields.UUID()
    update_id = fields.UUID()
    proeftuin_id = fields.UUID()
    proeftuin_title = fields.String(allow_none=True)
    themes = fields.List(fields.String())
    kind = fields.String()
    title = fields.String()
    body = fields.String()
    body_html = fields.String()
    language = fields.String()
    licence = fields.String()
    url = fields.String()
    credit = fields.String(allow_none=True)
    published_at = fields.AwareDateTime()
    revised_at = fields.AwareDateTime(allow_none=True)
    revision = fields.Integer()
    revisions = fields.List(fields.Nested(RevisionView))
    state = fields.String()


class Retraction(Schema):
    """Why a publication is taken back; readers see it at the publication's address."""

    reason = text(2000, required=True, least=1)


class Retracted(Schema):
    """A publication that was taken back."""

    id = fields.UUID()
    state = fields.String()
    retracted_at = fields.AwareDateTime()


PublicationPage = page_schema(PublicationView, "PublicationPage")
