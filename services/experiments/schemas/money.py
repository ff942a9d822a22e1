"""Shapes of what is spent, and of the account that is given of it."""

from __future__ import annotations

from marshmallow import fields, validate

from services.experiments.schemas.plans import HIGHEST_AMOUNT, AccountView
from shared.http import Schema, page_schema
from shared.http.schemas import short


class SpendingText(Schema):
    """A line of spending, in whole cents; not beyond what is left of its source."""

    source_id = fields.UUID(required=True)
    amount_cents = fields.Integer(required=True, strict=True, validate=validate.Range(1, HIGHEST_AMOUNT))
    spent_on = fields.Date(required=True)
    purpose = short(300, required=True)


class Reversal(Schema):
    """Why a line is taken back."""

    reason = short(300, required=True)


class SpendingView(Schema):
    """A line as participants see it; a counter-line is below 0 and names the line that it takes back.

    `reversedById` names the counter-line of a line that was taken back.
    """

    id = fields.UUID()
    source_id = fields.UUID()
    amount_cents = fields.Integer()
    spent_on = fields.Date()
    purpose = fields.String()
    corrects_id = fields.UUID(allow_none=True)
    reversed_by_id = fields.UUID(allow_none=True)
    actor_id = fields.UUID(allow_none=True)
    at = fields.AwareDateTime()


class SourceAccount(Schema):
    """The account of one source."""

    source_id = fields.UUID()
    name = fields.String()
    state = fields.String()
    account = fields.Nested(AccountView)


class ClosingStatementView(Schema):
    """What became of the money: the words of a holder and the sums. Sources are seen by participants.

    `overtaken`: money was received or spent after it was told, at `statedAt`.
    """

    text = fields.String(allow_none=True)
    stated_at = fields.AwareDateTime(allow_none=True)
    overtaken = fields.Boolean()
    currency = fields.String()
    totals = fields.Nested(AccountView)
    sources = fields.List(fields.Nested(SourceAccount))


SpendingPage = page_schema(SpendingView, "SpendingPage")
