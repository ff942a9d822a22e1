"""Shapes of what is tried, told, learned and decided, as the dossier tells it."""

from __future__ import annotations

from marshmallow import fields

from services.experiments.schemas.dossier.sources import Source, Sourced
from services.experiments.schemas.parts import Indicator
from shared.http import Schema


class DossierRevision(Schema):
    """An experiment as it stood from `at` on."""

    version = fields.Integer()
    question = fields.String()
    approach = fields.String()
    indicators = fields.List(fields.Nested(Indicator))
    at = fields.AwareDateTime()


class DossierResult(Sourced):
    """The result of a period, over five people or more. A frozen version has no `mean`: ask `…/results` for it."""

    indicator_id = fields.UUID()
    indicator = fields.String()
    unit = fields.String()
    period = fields.String()
    first_day = fields.Date()
    last_day = fields.Date()
    edition = fields.Integer()
    n = fields.Integer()
    mean = fields.String()


class DossierExperiment(Sourced):
    """What is tried, with every revision."""

    id = fields.UUID()
    question = fields.String()
    approach = fields.String()
    indicators = fields.List(fields.Nested(Indicator))
    version = fields.Integer()
    revisions = fields.List(fields.Nested(DossierRevision))
    revised = fields.Nested(Source, allow_none=True)
    results_open = fields.Boolean()
    results = fields.List(fields.Nested(DossierResult))


class DossierUpdate(Sourced):
    """A public update. A frozen version has no `title`: `textSha256` proves what stood at `address` then."""

    id = fields.UUID()
    kind = fields.String()
    title = fields.String()
    language = fields.String()
    licence = fields.String()
    version = fields.Integer()
    revised_at = fields.AwareDateTime(allow_none=True)
    text_sha256 = fields.String()
    address = fields.Url()


class DossierReflection(Schema):
    """The three working principles, asked back."""

    ownership = fields.String()
    value_from_talent = fields.String()
    integral = fields.String()


class DossierCycle(Sourced):
    """A round of trying, looking and learning."""

    id = fields.UUID()
    title = fields.String()
    question = fields.String()
    state = fields.String()
    opened_at = fields.AwareDateTime()
    looked_at = fields.AwareDateTime(allow_none=True)
    closed_at = fields.AwareDateTime(allow_none=True)
    lesson_id = fields.UUID(allow_none=True)
    reflection = fields.Nested(DossierReflection, allow_none=True)


class DossierValue(Sourced):
    """Value that a stakeholder expects or found."""

    id = fields.UUID()
    stakeholder = fields.String()
    part_id = fields.UUID(allow_none=True)
    kind = fields.String()
    text = fields.String()
    cycle_id = fields.UUID(allow_none=True)


class DossierDecision(Sourced):
    """A public decision; it is valid while `supersededById` is null."""

    id = fields.UUID()
    title = fields.String()
    context = fields.String()
    decision = fields.String()
    consequences = fields.String()
    supersedes_id = fields.UUID(allow_none=True)
    superseded_by_id = fields.UUID(allow_none=True)
