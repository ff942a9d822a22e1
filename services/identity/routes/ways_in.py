"""The addresses of one's own ways in: second factor and passkeys. The password is asked for before they change."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pyotp
import segno

from services.identity import queries, use_cases
from services.identity import schemas as s
from services.identity.routes.account import proven
from services.identity.use_cases.code_limits import code_buckets, count_codes, refuse_codes
from shared.errors import Invalid
from shared.http import Blueprint, Page, Resource, actor, database, reading, settings, transaction
from shared.http.limits import client_address

ways_in = Blueprint("ways_in", __name__, url_prefix="/people/me", description="Second factor and passkeys")


@ways_in.route("/second-factor")
class SecondFactor(Resource):
    repeatable = False

    @ways_in.doc(operationId="get_second_factor")
    @ways_in.response(200, s.SecondFactorView)
    def get(self) -> Any:
        """Whether a code is asked at log-in."""
        with reading() as session:
            return queries.get_second_factor(session, actor())

    @ways_in.doc(operationId="enrol_second_factor")
    @ways_in.arguments(s.PasswordProof)
    @ways_in.response(201, s.Enrolment)
    def post(self, given: dict[str, Any]) -> Any:
        """A secret for one's phone, shown this once: as text, as an address, and as a QR code (SVG)."""
        proven(given["password"])
        with transaction() as session:
            secret, email = use_cases.enrol_second_factor(session, actor(), settings().secret_key)
        uri = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name="Proeftuin")
        return {"secret": secret, "uri": uri, "qr": segno.make(uri).svg_inline(scale=4, light="white", title="QR")}


@ways_in.route("/second-factor/_confirm")
class ConfirmSecondFactor(Resource):
    repeatable = False

    @ways_in.doc(operationId="confirm_second_factor")
    @ways_in.arguments(s.Code)
    @ways_in.response(200, s.RecoveryCodes)
    def post(self, given: dict[str, Any]) -> Any:
        """Show that the phone has it. Answers with ten recovery codes, shown this once."""
        buckets = code_buckets(client_address(), actor().person)
        refuse_codes(database(), buckets)
        with transaction() as session:
            codes = use_cases.confirm_second_factor(session, actor(), secret_key=settings().secret_key, **given)
        if codes is None:
            count_codes(database(), buckets)
            raise Invalid("wrong-code", "This code is not right. Look at your phone and at its clock.")
        return {"recovery_codes": codes}


@ways_in.route("/second-factor/_remove")
class RemoveSecondFactor(Resource):
    repeatable = False  # a stored fingerprint of this body would be a fast hash of a password

    @ways_in.doc(operationId="remove_second_factor")
    @ways_in.arguments(s.PasswordProof)
    @ways_in.response(204)
    def post(self, given: dict[str, Any]) -> None:
        """Log in with the password alone again."""
        proven(given["password"])
        with transaction() as session:
            use_cases.remove_second_factor(session, actor(), secret_key=settings().secret_key)


@ways_in.route("/second-factor/_renew-codes")
class RenewCodes(Resource):
    repeatable = False

    @ways_in.doc(operationId="renew_recovery_codes")
    @ways_in.arguments(s.PasswordProof)
    @ways_in.response(200, s.RecoveryCodes)
    def post(self, given: dict[str, Any]) -> Any:
        """Ten new recovery codes; the ones before stop working."""
        proven(given["password"])
        with transaction() as session:
            return {"recovery_codes": use_cases.renew_recovery_codes(session, actor())}


@ways_in.route("/passkeys/_options")
class OfferPasskey(Resource):
    repeatable = False

    @ways_in.doc(operationId="offer_passkey")
    @ways_in.arguments(s.PasswordProof)
    @ways_in.response(200, s.PasskeyOptions)
    def post(self, given: dict[str, Any]) -> Any:
        """What a browser needs (`navigator.credentials.create`) to make a passkey."""
        proven(given["password"])
        with transaction() as session:
            return use_cases.offer_passkey(session, actor(), settings())


@ways_in.route("/passkeys")
class Passkeys(Resource):
    repeatable = False

    @ways_in.doc(operationId="list_passkeys")
    @ways_in.response(200, s.PasskeyPage)
    def get(self) -> Page[Any]:
        """One's own passkeys."""
        with reading() as session:
            return Page(list(queries.list_passkeys(session, actor())))

    @ways_in.doc(operationId="add_passkey")
    @ways_in.arguments(s.NewPasskey)
    @ways_in.response(201, s.PasskeyView)
    def post(self, given: dict[str, Any]) -> Any:
        """Keep a passkey that one's device just made."""
        with transaction() as session:
            return use_cases.add_passkey(session, actor(), settings=settings(), **given)


@ways_in.route("/passkeys/<uuid:passkey_id>")
class OnePasskey(Resource):
    @ways_in.doc(operationId="remove_passkey")
    @ways_in.response(204)
    def delete(self, passkey_id: UUID) -> None:
        """This passkey opens nothing any more."""
        with transaction() as session:
            use_cases.remove_passkey(session, actor(), passkey_id)
