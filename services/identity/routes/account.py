"""The addresses of one's own account: password and, by mail, how to get back in."""

from __future__ import annotations

from typing import Any

from services.identity import schemas as s
from services.identity import use_cases
from services.identity.model import password
from services.identity.model.person import address_key
from shared.errors import Forbidden
from shared.http import Blueprint, Resource, actor, database, limited, settings, transaction
from shared.http.limits import client_address, refuse_spent

account = Blueprint("account", __name__, url_prefix="/people", description="One's own account")

FAILURES, FAILURES_WITHIN = 10, 900
RESETS_PER_HOUR = 20


def proven(given: str) -> str:
    """The hash that one's present password was compared with; failures count as those of logging in do."""
    bucket = f"failed-password|{client_address()}|{actor().person}"
    refuse_spent(database(), bucket, most=FAILURES, seconds=FAILURES_WITHIN)
    try:
        return use_cases.prove_me(database(), actor(), given)
    except Forbidden:
        limited(database(), bucket, most=FAILURES, seconds=FAILURES_WITHIN)
        raise


@account.route("/me/password")
class MyPassword(Resource):
    @account.doc(operationId="change_password")
    @account.arguments(s.PasswordChange)
    @account.response(204)
    def put(self, given: dict[str, Any]) -> None:
        """Change one's own password. Every other session ends, and a mail tells of it."""
        compared_with, fresh = proven(given["current"]), password.hashed(given["new"])
        with transaction() as session:
            hashes = {"compared_with": compared_with, "password_hash": fresh}
            use_cases.change_password(session, actor(), **hashes, secret_key=settings().secret_key)


@account.route("/_request-reset")
class RequestReset(Resource):
    public = {"POST"}
    repeatable = False

    @account.doc(operationId="request_reset")
    @account.arguments(s.ResetRequest)
    @account.response(202, s.Empty)
    def post(self, given: dict[str, Any]) -> dict[str, Any]:
        """Ask for a mail with which to set a new password. The answer is the same for an unknown address."""
        limited(database(), f"reset|{client_address()}", most=RESETS_PER_HOUR, seconds=3600)
        limited(database(), f"reset|{client_address()}|{address_key(given['email'])}", most=5, seconds=3600)
        with transaction() as session:
            use_cases.request_reset(session, **given)
        return {}


@account.route("/_reset")
class Reset(Resource):
    public = {"POST"}
    repeatable = False

    @account.doc(operationId="reset_password")
    @account.arguments(s.PasswordReset)
    @account.response(204)
    def post(self, given: dict[str, Any]) -> None:
        """Set a new password with the token from the mail; every session of this person ends."""
        limited(database(), f"reset-token|{client_address()}", most=60, seconds=3600)
        fresh = password.hashed(given["password"])
        with transaction() as session:
            use_cases.reset_password(
                session, token=given["token"], password_hash=fresh, secret_key=settings().secret_key
            )


@account.route("/me/email")
class MyEmail(Resource):
    repeatable = False

    @account.doc(operationId="change_email")
    @account.arguments(s.EmailChange)
    @account.response(202, s.Empty)
    def post(self, given: dict[str, Any]) -> dict[str, Any]:
        """Ask for another address: a mail goes there to confirm it, and one to the old address, which can undo it."""
        proven(given["password"])
        with transaction() as session:
            use_cases.change_email(session, actor(), email=given["email"], secret_key=settings().secret_key)
        return {}


@account.route("/_confirm-email")
class ConfirmEmail(Resource):
    public = {"POST"}
    repeatable = False

    @account.doc(operationId="confirm_email")
    @account.arguments(s.LinkToken)
    @account.response(204)
    def post(self, given: dict[str, Any]) -> None:
        """Confirm the new address with the token from the mail; it works once, for a day."""
        with transaction() as session:
            use_cases.confirm_email(session, **given)


@account.route("/_undo-email")
class UndoEmail(Resource):
    public = {"POST"}
    repeatable = False

    @account.doc(operationId="undo_email")
    @account.arguments(s.LinkToken)
    @account.response(204)
    def post(self, given: dict[str, Any]) -> None:
        """It was not me: the old address is back, every session ends, and a mail lets one choose a new password."""
        with transaction() as session:
            use_cases.undo_email(session, secret_key=settings().secret_key, **given)
