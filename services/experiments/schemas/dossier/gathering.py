"""Shapes of what was gathered, as the dossier tells it."""

from __future__ import annotations

from marshmallow import fields

from services.experiments.schemas.dossier.sources import Sourced
from shared.http import Schema


class DossierFile(Schema):
    """A file that everyone may have, as it was then: its SHA-256 proves which it was."""

    name = fields.String()
    number = fields.Integer()
    media_type = fields.String()
    size = fields.Integer()
    sha256 = fields.String()


class DossierDataset(Sourced):
    """A dataset that is published, restricted or destroyed. A frozen version has no `title` and no `reason`."""

    id = fields.UUID()
    state = fields.String()
    title = fields.String()
    reason = fields.String(allow_none=True)
    access = fields.String()
    licence = fields.String()
    files = fields.List(fields.Nested(DossierFile))
    address = fields.Url()
