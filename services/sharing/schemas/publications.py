"""Shapes of publications and feeds."""

from __future__ import annotations

from marshmallow import fields, validate

from services.sharing.model import KINDS
from shared.http import Schema, Window, page_schema
from shared.http.schemas import short, text

A_KIND = validate.OneOf(KINDS)
STATES = validate.OneOf(["published", "held", "retracted"])
LANGUAGES = validate.OneOf(["nl", "en"])


class About(Schema):
    """Of which proeftuin, werkkring, theme, kind and language."""

    proeftuin_id = fields.UUID(load_default=None)
    werkkring_id = fields.UUID(load_default=None)
    theme = short(60, load_default=None)
    kind = fields.String(validate=A_KIND, load_default=None)
    language = fields.String(validate=LANGUAGES, load_default=None)


class FeedAsked(About):
    """The query keys of a feed: whose publications, and which of its documents."""

    archive = fields.String(load_default=None, validate=validate.Length(max=8))
    cursor = fields.String(load_default=None, validate=validate.Length(max=400))


class PublicationFilter(Window, About):
    """The query keys of the list of publications."""

    q = short(200, load_default=None)
    state = fields.String(validate=STATES, load_default="published")


class RevisionView(Schema):
    """When a revision became readable. Without a title where its text is not kept."""

    revision = fields.Integer()
    at = fields.AwareDateTime()
    title = fields.String(allow_none=True)


class RevisionText(RevisionView):
    """What a publication said in one of its revisions."""

    kind = fields.String()
    body = fields.String()
    body_html = fields.String()
    language = fields.String()
    licence = fields.String()


class Against(Schema):
    """The revision to hold another against."""

    against = fields.Integer(required=True, validate=validate.Range(1, 2**31 - 1), strict=False)


class LineView(Schema):
    """A line of a text: the `same` in both revisions, `removed` or `added`."""

    mark = fields.String()
    text = fields.String()


class PublicationView(Schema):
    """A publication as readers see it."""

    id = fields.UUID()
    source = fields.String()
    source_id = fields.UUID()
    update_id = fields.UUID(allow_none=True)
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
    held_at = fields.AwareDateTime(allow_none=True)
    held_why = fields.String(allow_none=True)
    retracted_at = fields.AwareDateTime(allow_none=True)
    retracted_why = fields.String(allow_none=True)


class Retraction(Schema):
    """Why a publication is taken back; readers see it at the publication's address."""

    reason = text(2000, required=True, least=1)


class Reason(Schema):
    """Why a publication is held; its group sees it."""

    reason = text(2000, required=True, least=1)


class Edited(Schema):
    """A publication that an editor held, released or took back."""

    id = fields.UUID()
    state = fields.String()
    revision = fields.Integer()
    held_at = fields.AwareDateTime(allow_none=True)
    retracted_at = fields.AwareDateTime(allow_none=True)


LinePage = page_schema(LineView, "LinePage")
PublicationPage = page_schema(PublicationView, "PublicationPage")
