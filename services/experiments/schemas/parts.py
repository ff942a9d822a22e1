"""Shapes of the parts a proeftuin is composed of: werkkringen, commitments, experiments, affected groups."""

from __future__ import annotations

from marshmallow import fields, validate

from services.experiments.model.commitment import PARTS
from services.experiments.model.periods import EVERY
from shared.http import Schema, page_schema
from shared.http.schemas import short, text


class LinkedWerkkring(Schema):
    """A werkkring that takes part; its name is unknown until identity's word of it has arrived."""

    werkkring_id = fields.UUID()
    name = fields.String(allow_none=True)
    municipality = fields.String(allow_none=True)


class WerkkringLinkView(LinkedWerkkring):
    """A werkkring that takes part or was asked to."""

    state = fields.String()
    requested_at = fields.AwareDateTime()
    confirmed_at = fields.AwareDateTime(allow_none=True)


class WerkkringChoice(Schema):
    """Which werkkring is to take part."""

    werkkring_id = fields.UUID(required=True)


class CommitmentProposal(Schema):
    """Which organisation is to have which part."""

    organisation_id = fields.UUID(required=True)
    part = fields.String(required=True, validate=validate.OneOf(PARTS))


class CommitmentView(Schema):
    """An organisation's part. Who proposed and accepted is seen by participants and by themselves."""

    id = fields.UUID()
    organisation_id = fields.UUID()
    organisation_name = fields.String(allow_none=True)
    verified = fields.Boolean()
    part = fields.String()
    state = fields.String()
    proposed_by = fields.UUID(allow_none=True)
    accepted_by = fields.UUID(allow_none=True)
    proposed_at = fields.AwareDateTime()
    accepted_at = fields.AwareDateTime(allow_none=True)


class Indicator(Schema):
    """What is measured, in which unit, and how often. Send its `id` along to call the same indicator something else."""

    id = fields.UUID()
    name = short(120, required=True)
    unit = short(60, required=True)
    every = fields.String(required=True, validate=validate.OneOf(EVERY))


INDICATORS = validate.Length(max=30)


class ExperimentText(Schema):
    """Question, approach, and what is measured."""

    question = text(2000, required=True, least=1)
    approach = text(10_000, required=True, least=1)
    indicators = fields.List(fields.Nested(Indicator), validate=INDICATORS, load_default=list)


class ExperimentChanges(Schema):
    """Any part of an experiment."""

    question = text(2000, least=1)
    approach = text(10_000, least=1)
    indicators = fields.List(fields.Nested(Indicator), validate=INDICATORS)


class ExperimentView(Schema):
    """An experiment as it stands now; `version` is what If-Match asks for."""

    id = fields.UUID()
    question = fields.String()
    approach = fields.String()
    indicators = fields.List(fields.Nested(Indicator))
    version = fields.Integer()
    results_open = fields.Boolean()


class RevisionView(Schema):
    """An experiment as it stood from `at` on."""

    version = fields.Integer()
    question = fields.String()
    approach = fields.String()
    indicators = fields.List(fields.Nested(Indicator))
    actor_id = fields.UUID(allow_none=True)
    at = fields.AwareDateTime()


class Against(Schema):
    """With which revision to compare; without it, with the one before."""

    against = fields.Integer(load_default=None, validate=validate.Range(1, 2**31 - 1))


class Line(Schema):
    """A line of text: the same in both, removed or added."""

    mark = fields.String()
    text = fields.String()


class TextComparison(Schema):
    """One text of two revisions, line by line."""

    field = fields.String()
    changed = fields.Boolean()
    lines = fields.List(fields.Nested(Line))


class IndicatorComparison(Schema):
    """One indicator in two revisions: same, renamed, added or dropped."""

    change = fields.String()
    before = fields.Nested(Indicator, allow_none=True)
    after = fields.Nested(Indicator, allow_none=True)


class RevisionComparison(Schema):
    """Two revisions beside each other; `at` is when the newer one was written."""

    version = fields.Integer()
    against = fields.Integer()
    at = fields.AwareDateTime()
    texts = fields.List(fields.Nested(TextComparison))
    indicators = fields.List(fields.Nested(IndicatorComparison))


class AffectedGroupText(Schema):
    """Of whom the proeftuin is."""

    name = short(120, required=True)
    description = text(2000, load_default="")


class AffectedGroupView(AffectedGroupText):
    """A group, how many participants belong to it, and whether the reader is one of them."""

    id = fields.UUID()
    belongings = fields.Integer()
    mine = fields.Boolean()


WerkkringPage = page_schema(WerkkringLinkView, "WerkkringPage")
RevisionPage = page_schema(RevisionView, "RevisionPage")
