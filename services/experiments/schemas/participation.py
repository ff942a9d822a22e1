"""Shapes of coming, going, and WIN's roles."""

from __future__ import annotations

from marshmallow import fields, validate

from services.experiments.model.participation import WIN_ROLES
from shared.http import Schema, page_schema
from shared.http.schemas import text


class Joining(Schema):
    """What one offers."""

    offer = text(2000, load_default=None, allow_none=True)


class Leaving(Schema):
    """Whom one hands over to, and a last word to those who stay."""

    handover_to = fields.UUID(load_default=None, allow_none=True)
    farewell = text(2000, data_key="note", load_default=None, allow_none=True)


class StintView(Schema):
    """One stay. Whose it is, and what was offered and said, is for participants and for the person himself.

    Moderators see whose it is.
    """

    id = fields.UUID()
    person_id = fields.UUID(allow_none=True)
    holder = fields.Boolean()
    started_at = fields.AwareDateTime()
    ended_at = fields.AwareDateTime(allow_none=True)
    offer = fields.String(allow_none=True)
    note = fields.String(allow_none=True)


class Credit(Schema):
    """Whether one is named with what one told."""

    credited = fields.Boolean(required=True)


class WinRoleAssignment(Schema):
    """Who takes which role."""

    person_id = fields.UUID(required=True)
    role = fields.String(required=True, validate=validate.OneOf(WIN_ROLES))


class WinRoleView(Schema):
    """A role of WIN; whose it is, is for those inside."""

    id = fields.UUID()
    person_id = fields.UUID(allow_none=True)
    role = fields.String()
    started_at = fields.AwareDateTime()
    ended_at = fields.AwareDateTime(allow_none=True)


StintPage = page_schema(StintView, "StintPage")
WinRolePage = page_schema(WinRoleView, "WinRolePage")
