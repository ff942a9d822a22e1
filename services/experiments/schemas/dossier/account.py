"""Shapes of result, money, sharing and lineage, as the dossier tells them."""

from __future__ import annotations

from marshmallow import fields

from services.experiments.schemas.dossier.sources import Sourced
from shared.http import Schema


class DossierDelivery(Sourced):
    """The end result as it was delivered last."""

    title = fields.String()
    url = fields.String(allow_none=True)
    description = fields.String()
    delivered_at = fields.AwareDateTime()


class DossierEndResult(Sourced):
    """What it works towards."""

    type = fields.String()
    also_types = fields.List(fields.String())
    description = fields.String()
    delivery = fields.Nested(DossierDelivery, allow_none=True)


class DossierStatement(Sourced):
    """What became of the money, in words; `overtaken` where money was received or spent since."""

    text = fields.String()
    overtaken = fields.Boolean()


class DossierMoney(Sourced):
    """Sums, in integer cents."""

    currency = fields.String()
    totals = fields.Dict(keys=fields.String(), values=fields.Integer())
    account = fields.Dict(keys=fields.String(), values=fields.Integer())
    sources = fields.Integer()
    closing_statement = fields.Nested(DossierStatement, allow_none=True)


class DossierSharingPlan(Sourced):
    """How it shares."""

    rhythm_days = fields.Integer()
    website = fields.Boolean()
    partup = fields.Boolean()


class DossierIdea(Sourced):
    """The idea it came from."""

    id = fields.UUID()
    page = fields.Url()


class DossierProgramme(Sourced):
    """The programme it joins, or why none."""

    name = fields.String(allow_none=True)
    url = fields.String(allow_none=True)
    why_none = fields.String(allow_none=True)


class DossierTie(Sourced):
    """Another proeftuin with which it hangs together."""

    proeftuin_id = fields.UUID()
    title = fields.String(allow_none=True)
    page = fields.Url()


class DossierRelation(DossierTie):
    """How: builds-on (this one on the other, where `outgoing`), same-question or same-programme."""

    kind = fields.String()
    outgoing = fields.Boolean()


class DossierLineage(Schema):
    """Where it comes from, and what it is part of."""

    idea = fields.Nested(DossierIdea)
    programme = fields.Nested(DossierProgramme, allow_none=True)
    relations = fields.List(fields.Nested(DossierRelation))
    predecessors = fields.List(fields.Nested(DossierTie))
    successors = fields.List(fields.Nested(DossierTie))
