"""Shapes of what participants tell."""

from __future__ import annotations

from marshmallow import fields, validate

from services.experiments.model.updates import KINDS, LICENCES, VISIBILITIES
from shared.http import Schema, Window, page_schema
from shared.http.schemas import short, text

LANGUAGES = validate.OneOf(["nl", "en"])


class UpdateText(Schema):
    """What a participant writes; `body` is Markdown."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    title = short(200, required=True)
    body = text(10_000, required=True, least=1)
    language = fields.String(validate=LANGUAGES, load_default="nl")
    visibility = fields.String(validate=validate.OneOf(VISIBILITIES), load_default="public")
    licence = fields.String(validate=validate.OneOf(LICENCES), load_default=LICENCES[0])
    credited = fields.Boolean(load_default=True)


class UpdateChanges(Schema):
    """Any part of an update."""

    kind = fields.String(validate=validate.OneOf(KINDS))
    title = short(200)
    body = text(10_000, least=1)
    language = fields.String(validate=LANGUAGES)
    visibility = fields.String(validate=validate.OneOf(VISIBILITIES))
    licence = fields.String(validate=validate.OneOf(LICENCES))
    credited = fields.Boolean()


class UpdateView(Schema):
    """An update as readers see it; `bodyHtml` is safe."""

    id = fields.UUID()
    version = fields.Integer()
    proeftuin_id = fields.UUID()
    author_id = fields.UUID()
    kind = fields.String()
    title = fields.String()
    body = fields.String()
    body_html = fields.String()
    language = fields.String()
    visibility = fields.String()
    licence = fields.String()
    credited = fields.Boolean()
    opens_at = fields.AwareDateTime(allow_none=True)
    at = fields.AwareDateTime(attribute="posted_at")
    revised_at = fields.AwareDateTime(allow_none=True)


class UpdateFilter(Window):
    """The query keys of the list of updates."""

    kind = fields.String(validate=validate.OneOf(KINDS), load_default=None)


UpdatePage = page_schema(UpdateView, "UpdatePage")


class HeldView(Schema):
    """A publication that an editor holds, and why; for the group."""

    publication_id = fields.UUID()
    title = fields.String()
    url = fields.String()
    reason = fields.String()
    held_at = fields.AwareDateTime()


HeldPage = page_schema(HeldView, "HeldPage")
