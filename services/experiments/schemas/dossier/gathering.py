"""Shapes of datasets, as the dossier tells of them."""

from __future__ import annotations

from marshmallow import fields

from services.experiments.schemas.dossier.sources import Sourced
from shared.http import Schema


class DossierFile(Schema):
    """The newest version of a file that everyone may have, and its proof."""

    number = fields.Integer()
    media_type = fields.String()
    size = fields.Integer()
    sha256 = fields.String()
    added_at = fields.AwareDateTime()


class DossierDataset(Sourced):
    """A dataset, and whether it is published, restricted or destroyed, with the reason. A frozen one has no `title`."""

    id = fields.UUID()
    title = fields.String()
    state = fields.String()
    reason = fields.String(allow_none=True)
    published_at = fields.AwareDateTime(allow_none=True)
    ended_at = fields.AwareDateTime(allow_none=True)
    licence = fields.String(allow_none=True)
    access = fields.String(allow_none=True)
    personal_data = fields.Boolean(allow_none=True)
    frequency = fields.String(allow_none=True)
    files = fields.List(fields.Nested(DossierFile))
    address = fields.Url()
