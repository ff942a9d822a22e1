"""The shape of a dossier, format proeftuin-dossier/1: what is frozen in this shape is read in it for ever."""

from __future__ import annotations

from marshmallow import fields, validate

from services.experiments.schemas.dossier.account import (
    DossierEndResult,
    DossierLineage,
    DossierMoney,
    DossierSharingPlan,
)
from services.experiments.schemas.dossier.composition import (
    DossierComposition,
    DossierGroup,
    DossierNeeds,
    DossierParticipants,
    DossierProeftuin,
    DossierTurn,
)
from services.experiments.schemas.dossier.gathering import DossierDataset
from services.experiments.schemas.dossier.learning import (
    DossierCycle,
    DossierDecision,
    DossierExperiment,
    DossierUpdate,
    DossierValue,
)
from shared.http import Schema, page_schema


class DossierAsked(Schema):
    """The language of the page; of no meaning for JSON."""

    language = fields.String(load_default="nl", validate=validate.OneOf(["nl", "en"]))


class Citation(Schema):
    """How to cite it, in either language."""

    nl = fields.String()
    en = fields.String()


class Dossier(Schema):
    """The dossier as it was `asOf`; `version` is null unless it is frozen. Nobody is named in it."""

    format = fields.String()
    as_of = fields.AwareDateTime()
    version = fields.Integer(allow_none=True)
    address = fields.Url()
    story = fields.Url()
    citation = fields.Nested(Citation)
    proeftuin = fields.Nested(DossierProeftuin)
    course = fields.List(fields.Nested(DossierTurn))
    composition = fields.Nested(DossierComposition)
    affected_groups = fields.List(fields.Nested(DossierGroup))
    participants = fields.Nested(DossierParticipants)
    needs = fields.Nested(DossierNeeds, allow_none=True)
    experiments = fields.List(fields.Nested(DossierExperiment))
    datasets = fields.List(fields.Nested(DossierDataset))
    updates = fields.List(fields.Nested(DossierUpdate))
    cycles = fields.List(fields.Nested(DossierCycle))
    values = fields.List(fields.Nested(DossierValue))
    decisions = fields.List(fields.Nested(DossierDecision))
    end_result = fields.Nested(DossierEndResult, allow_none=True)
    money = fields.Nested(DossierMoney)
    sharing_plan = fields.Nested(DossierSharingPlan, allow_none=True)
    lineage = fields.Nested(DossierLineage)


class DossierVersionView(Schema):
    """A frozen version: the SHA-256 is that of the bytes that `address` answers for ever."""

    version = fields.Integer(attribute="number")
    frozen_at = fields.AwareDateTime()
    sha256 = fields.String(attribute="checksum")
    address = fields.Url()


DossierVersionPage = page_schema(DossierVersionView, "DossierVersionPage")
