"""Shapes of sessions. An access token is a bearer token: whoever has it is who it names, for ten minutes."""

from __future__ import annotations

from marshmallow import fields, validate

from services.identity.model.password import LONGEST
from shared.http import Schema, page_schema


class Credentials(Schema):
    """What one logs in with. Its form is not judged: that would tell which passwords cannot exist."""

    email = fields.String(required=True, validate=validate.Length(1, 254))
    password = fields.String(required=True, validate=validate.Length(1, LONGEST))


class Refresh(Schema):
    """The newest refresh token of a session."""

    refresh_token = fields.String(required=True, validate=validate.Length(1, 200))


class Tokens(Schema):
    """A session's tokens. Each refresh token is good for one refresh; use an older one and the session ends."""

    access_token = fields.String()
    expires_in = fields.Integer()
    refresh_token = fields.String()
    person_id = fields.UUID()


class SessionView(Schema):
    """One log-in of one's own; `usedAt` is when its tokens were last refreshed, `clientId` who was given it."""

    id = fields.UUID()
    started_at = fields.AwareDateTime()
    used_at = fields.AwareDateTime()
    expires_at = fields.AwareDateTime()
    client_id = fields.UUID(allow_none=True)
    current = fields.Boolean()


SessionPage = page_schema(SessionView, "SessionPage")
