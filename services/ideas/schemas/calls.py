"""Shapes of calls for ideas."""

from __future__ import annotations

from marshmallow import fields, validate

from services.ideas.schemas.ideas import LANGUAGES
from shared.http import Schema, Window, page_schema
from shared.http.schemas import short, text

STATES = validate.OneOf(["planned", "open", "closed"])


class CallText(Schema):
    """What is asked, from when until when, possibly for one proeftuin in the making."""

    title = short(120, required=True)
    question = text(5000, required=True, least=1)
    language = fields.String(validate=LANGUAGES, load_default="nl")
    proeftuin_id = fields.UUID(load_default=None, allow_none=True)
    opens_on = fields.Date(required=True)
    closes_on = fields.Date(required=True)


class CallView(CallText):
    """A call as readers see it."""

    id = fields.UUID()
    version = fields.Integer()
    state = fields.String(validate=STATES)
    created_by = fields.UUID()
    created_at = fields.AwareDateTime()
    closed_at = fields.AwareDateTime(allow_none=True)
    close_reason = fields.String(allow_none=True)
    ideas = fields.Integer()


class CallFilter(Window):
    """Which calls."""

    state = fields.String(validate=STATES, load_default=None)
    proeftuin_id = fields.UUID(load_default=None)


CallPage = page_schema(CallView, "CallPage")
