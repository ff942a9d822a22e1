"""Shapes of people: registration, one's own account, public profiles."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields, validate
from webargs.fields import DelimitedList

from services.identity.model.password import LONGEST, SHORTEST, is_common
from services.identity.schemas.werkkringen import MembershipView
from shared.http import Schema, page_schema
from shared.http.schemas import short

LOCALES = validate.OneOf(["nl", "en"])
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
ADDRESS = validate.Regexp(
    rf"^(?=.{{1,64}}@){_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+\Z",
    error="This is not an e-mail address.",
)
"""Form only: whether an address exists is shown by whoever answers the mail, and by nothing else."""


def _not_common(password: str) -> None:
    if is_common(password):
        raise ma.ValidationError("Everyone tries this password first. Choose another, such as four words in a row.")


def new_password() -> fields.String:
    """A password that somebody chooses: long enough, and not among the first that anyone would try."""
    return fields.String(required=True, validate=[validate.Length(SHORTEST, LONGEST), _not_common])


class Registration(Schema):
    """What one gives to get an account."""

    email = fields.String(required=True, validate=[validate.Length(3, 254), ADDRESS])
    password = new_password()
    display_name = short(80, required=True)
    locale = fields.String(validate=LOCALES, load_default="nl")


class Empty(Schema):
    """An answer that tells nothing."""


class ConfirmationToken(Schema):
    """The token from the link in the mail."""

    token = fields.String(required=True, validate=validate.Length(1, 200))


class MyChanges(Schema):
    """What one may change of one's own account."""

    display_name = short(80)
    locale = fields.String(validate=LOCALES)


class Me(Schema):
    """One's own account."""

    id = fields.UUID()
    version = fields.Integer()
    email = fields.String()
    display_name = fields.String()
    locale = fields.String()
    created_at = fields.AwareDateTime()
    roles = fields.List(fields.String())
    memberships = fields.List(fields.Nested(MembershipView))
    coordinates = fields.List(fields.UUID())
    represents = fields.List(fields.UUID())


class ProfileQuery(Schema):
    """Whose profiles, separated by commas."""

    ids = DelimitedList(fields.UUID(), required=True, validate=validate.Length(1, 100))


class Profile(Schema):
    """What everyone may know of someone."""

    id = fields.UUID()
    display_name = fields.String()


class RoleView(Schema):
    """One global role of one person."""

    person_id = fields.UUID()
    role = fields.String()
    granted_at = fields.AwareDateTime()


ProfilePage = page_schema(Profile, "ProfilePage")
RolePage = page_schema(RoleView, "RolePage")
