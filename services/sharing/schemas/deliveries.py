"""Shapes of deliveries: where a publication went, and what editors see of it."""

from __future__ import annotations

from marshmallow import fields

from shared.http import Schema, page_schema


class DeliveryView(Schema):
    """How a publication stands on one channel. Errors and tries are for editors; others see what is there."""

    channel = fields.String()
    state = fields.String()
    revision = fields.Integer()
    url = fields.String(allow_none=True)
    delivered_at = fields.AwareDateTime(allow_none=True)
    attempts = fields.Integer(allow_none=True)
    next_attempt_at = fields.AwareDateTime(allow_none=True)
    last_error = fields.String(allow_none=True)
    remote_id = fields.String(allow_none=True)


DeliveryPage = page_schema(DeliveryView, "DeliveryPage")
