"""Shapes of AMQP subscriptions."""

from __future__ import annotations

from marshmallow import fields, validate

from shared.http import Schema, Window, page_schema
from shared.http.schemas import short


class AmqpSubscriptionFacts(Schema):
    """What one wants to hear: patterns of types, of one speaker each, as in `ideas.#`; none means all."""

    name = short(80, required=True)
    types = fields.List(
        fields.String(validate=validate.Length(1, 150)), load_default=(), validate=validate.Length(max=50)
    )


class AmqpSubscriptionView(Schema):
    """A subscription: how far it is (making, active, removing, gone), and with what one connects."""

    id = fields.UUID()
    name = fields.String()
    client_id = fields.UUID(allow_none=True)
    state = fields.String()
    ended_why = fields.String(allow_none=True)
    types = fields.List(fields.String())
    address = fields.String()
    user = fields.String()
    queue = fields.String()
    exchange = fields.String()
    created_at = fields.AwareDateTime()
    changed_at = fields.AwareDateTime()


class AmqpSubscriptionWithPassword(AmqpSubscriptionView):
    """The same with its password, this once: it is kept nowhere."""

    password = fields.String()


class AmqpSubscriptionFilter(Window):
    """The query keys of one's subscriptions."""


AmqpSubscriptionPage = page_schema(AmqpSubscriptionView, "AmqpSubscriptionPage")
