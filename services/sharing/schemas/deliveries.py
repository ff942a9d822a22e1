"""Shapes of deliveries: where a publication went, and what editors see of it."""

from __future__ import annotations

from marshmallow import fields, validate

from services.sharing.model.delivery import OPEN
from shared.http import Schema, Window, page_schema
from shared.http.schemas import short, text


class Decision(Schema):
    """Why it is sent again, or why it is let be; for the other editors."""

    reason = text(2000, load_default=None, least=1)


class OpenAsked(Window):
    """The query keys of what is not finished."""

    channel = short(20, load_default=None)
    state = fields.String(validate=validate.OneOf(OPEN), load_default=None)


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
    decided_why = fields.String(allow_none=True)


class OpenDeliveryView(DeliveryView):
    """One that is not finished, and of which publication."""

    publication_id = fields.UUID()
    proeftuin_id = fields.UUID()
    title = fields.String()
    deed = fields.String()
    since = fields.AwareDateTime()


class ChannelView(Schema):
    """One channel: how much of each state is open, since when the oldest, and whether it stands still and why."""

    channel = fields.String()
    open = fields.Dict(keys=fields.String(), values=fields.Integer())
    oldest_at = fields.AwareDateTime(allow_none=True)
    paused_at = fields.AwareDateTime(allow_none=True)
    paused_why = fields.String(allow_none=True)


class PostsAsked(Window):
    """Of which proeftuin."""

    proeftuin_id = fields.UUID(required=True)


class PostView(Schema):
    """One publication on one channel, and where it is read there."""

    channel = fields.String()
    url = fields.String()
    publication_id = fields.UUID()
    title = fields.String()
    published_at = fields.AwareDateTime()


PostPage = page_schema(PostView, "PostPage")
OpenDeliveryPage = page_schema(OpenDeliveryView, "OpenDeliveryPage")
ChannelPage = page_schema(ChannelView, "ChannelPage")
DeliveryPage = page_schema(DeliveryView, "DeliveryPage")
