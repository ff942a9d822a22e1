"""Shapes of werkkringen and memberships."""

from __future__ import annotations

from marshmallow import fields, validate

from shared.http import Schema, Window, page_schema
from shared.http.schemas import short, text

JOINING = validate.OneOf(["open", "confirmed"])


class WerkkringFacts(Schema):
    """What is said of a werkkring."""

    name = short(120, required=True)
    municipality = short(80, required=True)
    description = text(5000, load_default="")
    joining = fields.String(validate=JOINING, load_default="open")


class WerkkringChanges(Schema):
    """Any part of what is said of a werkkring."""

    name = short(120)
    municipality = short(80)
    description = text(5000)
    joining = fields.String(validate=JOINING)


class MembershipView(Schema):
    """One membership."""

    id = fields.UUID()
    werkkring_id = fields.UUID()
    person_id = fields.UUID()
    state = fields.String()
    requested_at = fields.AwareDateTime()
    started_at = fields.AwareDateTime(allow_none=True)
    ended_at = fields.AwareDateTime(allow_none=True)
    reason = fields.String(allow_none=True)


class WerkkringView(WerkkringFacts):
    """A werkkring as readers see it."""

    id = fields.UUID()
    version = fields.Integer()
    created_at = fields.AwareDateTime()
    members = fields.Integer()
    coordinator_ids = fields.List(fields.UUID())
    membership = fields.Nested(MembershipView, allow_none=True)


class WerkkringFilter(Window):
    """The query keys of the list of werkkringen."""

    municipality = short(80, load_default=None)
    q = short(200, load_default=None)


class MembershipFilter(Window):
    """The query keys of the list of memberships."""

    state = fields.String(validate=validate.OneOf(["requested", "active", "ended"]), load_default=None)


class Declining(Schema):
    """Why someone who asked is not let in."""

    reason = text(2000, least=1, required=True)


class Ending(Schema):
    """Why a membership ends, for whoever wants to say it."""

    reason = text(2000, load_default=None, allow_none=True)


WerkkringPage = page_schema(WerkkringView, "WerkkringPage")
MembershipPage = page_schema(MembershipView, "MembershipPage")
