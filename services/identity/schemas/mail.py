"""Shapes of being written to."""

from __future__ import annotations

from marshmallow import fields, validate

from shared.http import Schema


class MailChoices(Schema):
    """How one wants to be written to. What is left out is as it is for who never chose."""

    digest = fields.String(required=True, validate=validate.OneOf(["daily", "weekly", "none"]))
    urgent_by_mail = fields.Boolean(load_default=True)
    comments = fields.Boolean(load_default=True)
    updates = fields.Boolean(load_default=True)


class OneClick(Schema):
    """What a mail program sends when its reader clicks “unsubscribe” (RFC 8058)."""

    list_unsubscribe = fields.String(data_key="List-Unsubscribe", validate=validate.Equal("One-Click"))


class Subscription(Schema):
    """One kind of mail to one person, and whether it still goes out. Whose it is, is not told."""

    kind = fields.String()
    subscribed = fields.Boolean()
