"""Shapes of erasing one's account and of exporting one's data."""

from __future__ import annotations

from marshmallow import fields, validate

from services.identity.model.password import LONGEST
from shared.http import Schema


class Erasing(Schema):
    """The password, once more; without it, for who logged in within the last ten minutes."""

    password = fields.String(load_default=None, validate=validate.Length(1, LONGEST))


class ExportAsked(Schema):
    """Which export is being made."""

    id = fields.UUID()


class ExportPart(Schema):
    """One service's part: fetch it at `url`, with one's own token, as JSON or (Accept: text/html) as a page."""

    service = fields.String()
    state = fields.String()
    url = fields.String()


class ExportIndex(Schema):
    """One's own export: every service's part, and in `data` that of identity itself."""

    id = fields.UUID()
    state = fields.String()
    asked_at = fields.AwareDateTime()
    expires_at = fields.AwareDateTime()
    parts = fields.List(fields.Nested(ExportPart))
    data = fields.Dict()
