"""Shapes of one's own ways in. What is shown once is stored nowhere in the clear."""

from __future__ import annotations

from marshmallow import fields, validate

from services.identity.model.password import LONGEST
from shared.http import Schema, page_schema
from shared.http.schemas import short


class PasswordProof(Schema):
    """One's present password: a token that was stolen must not be enough."""

    password = fields.String(required=True, validate=validate.Length(1, LONGEST))


class SecondFactorView(Schema):
    """Whether a code is asked at log-in."""

    enabled = fields.Boolean()
    recovery_codes_left = fields.Integer()


class Enrolment(Schema):
    """The secret for one's phone; `qr` is an SVG picture of `uri`."""

    secret = fields.String()
    uri = fields.String()
    qr = fields.String()


class Code(Schema):
    """A code from one's phone, or a recovery code."""

    code = fields.String(required=True, validate=validate.Regexp(r"^[0-9A-Za-z -]{6,30}\Z"))


class SecondFactorAnswer(Code):
    """What finishes a log-in."""

    challenge = fields.String(required=True, validate=validate.Length(1, 200))


class RecoveryCodes(Schema):
    """Each lets one in once, without one's phone."""

    recovery_codes = fields.List(fields.String())


class PasskeyOptions(Schema):
    """`publicKey` goes to the browser as it is (WebAuthn, JSON); `challenge` comes back with its answer."""

    challenge = fields.String()
    public_key = fields.Dict()


class PasskeyAnswer(Schema):
    """The browser's answer (`PublicKeyCredential.toJSON()`)."""

    challenge = fields.String(required=True, validate=validate.Length(1, 200))
    credential = fields.Dict(required=True)


class NewPasskey(PasskeyAnswer):
    """The browser's answer, and what one calls the device."""

    name = short(80, required=True)


class PasskeyView(Schema):
    """One passkey."""

    id = fields.UUID()
    name = fields.String()
    created_at = fields.AwareDateTime()
    used_at = fields.AwareDateTime(allow_none=True)


PasskeyPage = page_schema(PasskeyView, "PasskeyPage")
