"""Shapes of calls: what a proeftuin seeks."""

from __future__ import annotations

from marshmallow import fields, validate

from services.experiments.model.call import SOUGHT, STATES
from services.experiments.schemas.updates import LANGUAGES
from shared.http import Schema, Window, page_schema
from shared.http.schemas import short, text


class CallText(Schema):
    """What is sought, in a line and in a few words more."""

    seeks = fields.String(required=True, validate=validate.OneOf(SOUGHT))
    title = short(120, required=True)
    text = text(5000, load_default="")
    language = fields.String(validate=LANGUAGES, load_default="nl")


class CallClosing(Schema):
    """Why it is sought no longer."""

    reason = text(2000, load_default=None, allow_none=True)


class CallFacts(Schema):
    """What everyone may know of a call."""

    id = fields.UUID()
    proeftuin_id = fields.UUID()
    seeks = fields.String()
    title = fields.String()
    text = fields.String()
    language = fields.String()
    state = fields.String()
    opened_at = fields.AwareDateTime()
    ended_at = fields.AwareDateTime(allow_none=True)
    reason = fields.String(allow_none=True)


class CallCard(CallFacts):
    """A call among those of every proeftuin."""

    proeftuin_title = fields.String()


class CallView(CallFacts):
    """A call of one proeftuin. `filledWith` is the organisation or werkkring that came, if it was one."""

    filled_with = fields.UUID(allow_none=True)
    opened_by = fields.UUID(allow_none=True)


class CallsOfProeftuin(Window):
    """Which calls of one proeftuin."""

    state = fields.String(validate=validate.OneOf(STATES), load_default=None)


class CallFilter(CallsOfProeftuin):
    """Which calls of all."""

    seeks = fields.String(validate=validate.OneOf(SOUGHT), load_default=None)


CallPage = page_schema(CallCard, "CallPage")
CallsPage = page_schema(CallView, "CallsPage")
