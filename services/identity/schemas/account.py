"""Shapes of one's own account: passwords and what is mailed about them."""

from __future__ import annotations

from marshmallow import fields, validate

from services.identity.model.password import LONGEST
from services.identity.schemas.people import ADDRESS, new_password
from shared.http import Schema


class PasswordChange(Schema):
    """The present password, and the one that takes its place."""

    current = fields.String(required=True, validate=validate.Length(1, LONGEST))
    new = new_password()


class ResetRequest(Schema):
    """The address of the account. Its form is not judged: the answer is the same whatever it is."""

    email = fields.String(required=True, validate=validate.Length(1, 254))


class PasswordReset(Schema):
    """The token from the link in the mail, and a new password."""

    token = fields.String(required=True, validate=validate.Length(1, 200))
    password = new_password()


class EmailChange(Schema):
    """The new address, and the present password."""

    email = fields.String(required=True, validate=[validate.Length(3, 254), ADDRESS])
    password = fields.String(required=True, validate=validate.Length(1, LONGEST))


class LinkToken(Schema):
    """The token from the link in a mail."""

    token = fields.String(required=True, validate=validate.Length(1, 200))
