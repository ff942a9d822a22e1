"""The addresses of sessions: log in, refresh, log out."""

from __future__ import annotations

from typing import Any

from services.identity import schemas as s
from services.identity import use_cases
from shared.errors import Unauthenticated
from shared.http import Blueprint, Resource, actor, database, settings, transaction
from shared.http.limits import client_address

sessions = Blueprint("sessions", __name__, url_prefix="/sessions", description="Logging in and out")


@sessions.route("")
class Sessions(Resource):
    public = {"POST"}
    repeatable = False

    @sessions.doc(operationId="open_session")
    @sessions.arguments(s.Credentials)
    @sessions.response(201, s.Tokens)
    def post(self, given: dict[str, Any]) -> use_cases.Issued:
        """Log in."""
        proof = use_cases.prove_who(database(), settings(), address=client_address(), **given)
        with transaction() as session:
            return use_cases.open_session(session, proof, settings())


@sessions.route("/_refresh")
class Refresh(Resource):
    public = {"POST"}
    repeatable = False

    @sessions.doc(operationId="refresh_session")
    @sessions.arguments(s.Refresh)
    @sessions.response(200, s.Tokens)
    def post(self, given: dict[str, Any]) -> use_cases.Issued:
        """Get fresh tokens for the newest refresh token; an older one ends the session."""
        with transaction() as session:
            issued = use_cases.refresh_session(session, settings=settings(), **given)
        if issued is None:
            raise Unauthenticated("session-ended", "This session has ended. Log in again.")
        return issued


@sessions.route("/current")
class Current(Resource):
    @sessions.doc(operationId="end_current_session")
    @sessions.response(204)
    def delete(self) -> None:
        """Log out: every token of this session is refused from now on."""
        with transaction() as session:
            use_cases.end_current_session(session, actor())
