"""Where a fact of the dossier comes from."""

from __future__ import annotations

from marshmallow import fields

from shared.http import Schema


class Source(Schema):
    """Where a fact comes from: the line `entryId` of the story, when that was, and in which office it was done."""

    at = fields.AwareDateTime()
    by = fields.String()
    kind = fields.String()
    entry_id = fields.UUID(allow_none=True)


class Sourced(Schema):
    """A fact with its source."""

    source = fields.Nested(Source, allow_none=True)
