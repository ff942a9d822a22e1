"""Shapes of decision records, and of contributions in own words."""

from __future__ import annotations

from marshmallow import ValidationError, fields, validate

from services.experiments.model.updates import VISIBILITIES
from shared.http import Schema, page_schema
from shared.http.schemas import short, text

MOST_HOURS = 10_000


class DecisionText(Schema):
    """What was decided: why, what, and what follows. `supersedesId` names the decision that it replaces."""

    title = short(200, required=True)
    context = text(10_000, required=True, least=1)
    decision = text(10_000, required=True, least=1)
    consequences = text(10_000, load_default="")
    visibility = fields.String(validate=validate.OneOf(VISIBILITIES), load_default="participants")
    supersedes_id = fields.UUID(load_default=None, allow_none=True)


class DecisionView(DecisionText):
    """A decision as it was recorded. It is valid while `supersededById` is null. Participants see who wrote it."""

    id = fields.UUID()
    author_id = fields.UUID(allow_none=True)
    superseded_by_id = fields.UUID(allow_none=True)
    at = fields.AwareDateTime()


def _quarters(value: float) -> None:
    if not 0 < value <= MOST_HOURS or not (value * 4).is_integer():
        raise ValidationError("Give hours in quarters: 0.25, 0.5, 0.75 or whole.")


class ContributionText(Schema):
    """What one contributed, in own words; the time it took in quarters of an hour, if one likes."""

    text = text(5000, required=True, least=1)
    hours = fields.Float(validate=_quarters, load_default=None, allow_none=True)


class ContributionView(ContributionText):
    """A contribution, credited to who told it."""

    id = fields.UUID()
    person_id = fields.UUID()
    made_at = fields.AwareDateTime()


DecisionPage = page_schema(DecisionView, "DecisionPage")
ContributionPage = page_schema(ContributionView, "ContributionPage")
