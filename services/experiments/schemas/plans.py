"""Shapes of what holders say of their proeftuin: needs, end result, sharing, programme, money."""

from __future__ import annotations

from marshmallow import fields, validate

from services.experiments.model.funding import CURRENCY, KINDS, STATES
from services.experiments.model.participation import WIN_ROLES
from services.experiments.model.plans import DEFAULT_RHYTHM_DAYS, END_RESULTS
from shared.http import Schema
from shared.http.schemas import short, text

HIGHEST_AMOUNT = 10**13
AMOUNT = validate.Range(0, HIGHEST_AMOUNT)


def _url() -> fields.Url:
    """An address on the web, or nothing."""
    return fields.Url(schemes={"http", "https"}, validate=validate.Length(max=500), load_default=None, allow_none=True)


class NeedsShape(Schema):
    """What the participants need, and which role of WIN that asks for."""

    statement = text(5000, required=True, least=1)
    win_role = fields.String(required=True, validate=validate.OneOf([*WIN_ROLES, "none"]))


class EndResultShape(Schema):
    """The concrete result worked towards."""

    type = fields.String(required=True, validate=validate.OneOf(END_RESULTS))
    also_types = fields.List(fields.String(validate=validate.OneOf(END_RESULTS)), load_default=list)
    description = text(5000, required=True, least=1)


class DeliveryShape(Schema):
    """The end result as it is delivered."""

    title = short(200, required=True)
    url = _url()
    description = text(10_000, required=True, least=1)


class DeliveryView(DeliveryShape):
    """The end result as it was delivered."""

    delivered_at = fields.AwareDateTime()


class EndResultView(EndResultShape):
    """The result worked towards, and what was delivered."""

    delivered = fields.Boolean()
    delivery = fields.Nested(DeliveryView, allow_none=True)


class Partup(Schema):
    """Where on Part-up."""

    partup_id = short(120, required=True)


class ChannelsShape(Schema):
    """Where is shared."""

    website = fields.Boolean(load_default=False)
    partup = fields.Nested(Partup, load_default=None, allow_none=True)


class SharingPlanShape(Schema):
    """How often and where is shared."""

    rhythm_days = fields.Integer(load_default=DEFAULT_RHYTHM_DAYS, strict=True, validate=validate.Range(1, 366))
    channels = fields.Nested(ChannelsShape, required=True)
    participants_first_days = fields.Integer(load_default=0, strict=True, validate=validate.Range(0, 14))


class ProgrammeShape(Schema):
    """Which running programme it joins, or why none."""

    name = short(200, load_default=None, allow_none=True)
    url = _url()
    why_none = text(2000, load_default=None, allow_none=True)


class SourceText(Schema):
    """A source of funding."""

    name = short(200, required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    description = text(2000, load_default="")
    amount_cents = fields.Integer(required=True, strict=True, validate=AMOUNT)
    currency = fields.String(validate=validate.OneOf([CURRENCY]), load_default=CURRENCY)
    state = fields.String(validate=validate.OneOf(["asked", "promised", "received"]), load_default="asked")


class SourceChanges(Schema):
    """What is corrected, or the next state."""

    name = short(200)
    description = text(2000)
    amount_cents = fields.Integer(strict=True, validate=AMOUNT)
    state = fields.String(validate=validate.OneOf(STATES))


class SourceView(Schema):
    """A source as participants see it."""

    id = fields.UUID()
    name = fields.String()
    kind = fields.String()
    description = fields.String()
    amount_cents = fields.Integer()
    promised_cents = fields.Integer(allow_none=True)
    spent_cents = fields.Integer()
    currency = fields.String()
    state = fields.String()
    changed_at = fields.AwareDateTime()


class Totals(Schema):
    """Cents per state; `spent` is part of what was received or accounted for."""

    asked = fields.Integer()
    promised = fields.Integer()
    received = fields.Integer()
    accounted = fields.Integer()
    refused = fields.Integer()
    spent = fields.Integer()


class AccountView(Schema):
    """Cents: what was ever promised, what was received (it may be more), what of that is spent, what is left."""

    promised = fields.Integer()
    received = fields.Integer()
    spent = fields.Integer()
    left = fields.Integer()


class FundingView(Schema):
    """Totals and account for everyone; sources for participants."""

    currency = fields.String()
    totals = fields.Nested(Totals)
    account = fields.Nested(AccountView)
    sources = fields.List(fields.Nested(SourceView))


class ClosingStatement(Schema):
    """What became of the money."""

    text = text(10_000, required=True, least=1)
