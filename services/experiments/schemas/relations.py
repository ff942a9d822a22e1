"""Shapes of what ties proeftuinen together."""

from __future__ import annotations

from marshmallow import fields, validate

from services.experiments.model.relation import KINDS
from shared.http import Schema, page_schema
from shared.http.schemas import text


class RelatedProeftuin(Schema):
    """The other one."""

    id = fields.UUID()
    title = fields.String()
    state = fields.String()
    language = fields.String()


class RelationText(Schema):
    """With which other one, and how: this one builds on it, or they share a question or programme."""

    other_id = fields.UUID(required=True, data_key="proeftuinId")
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    why = text(2000, load_default="", data_key="note")


class RelationView(Schema):
    """A relation as this proeftuin sees it; `outgoing` where this one builds on the other."""

    id = fields.UUID()
    kind = fields.String()
    outgoing = fields.Boolean()
    note = fields.String()
    made_at = fields.AwareDateTime()
    proeftuin = fields.Nested(RelatedProeftuin)


class SuccessorChoice(Schema):
    """In which one it goes on."""

    successor_id = fields.UUID(required=True, data_key="proeftuinId")


class ProgrammeView(Schema):
    """A programme, how many proeftuinen join it, and how many of them still go on."""

    programme_key = fields.String(data_key="key")
    name = fields.String()
    url = fields.String(allow_none=True)
    proeftuinen = fields.Integer()
    going_on = fields.Integer()


RelationPage = page_schema(RelationView, "RelationPage")
ProgrammePage = page_schema(ProgrammeView, "ProgrammePage")
