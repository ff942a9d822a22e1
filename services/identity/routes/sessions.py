"""The addresses of sessions: log in, refresh, log out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.identity import queries, use_cases
from services.identity import schemas as s
from services.identity.use_cases.code_limits import code_buckets, count_codes, refuse_codes
from shared.errors import Unauthenticated
from shared.http import Blueprint, Page, Resource, actor, database, limited, reading, settings, transaction
from shared.http.limits import client_address
from shared.http.problems import problem

sessions = Blueprint("sessions", __name__, url_prefix="/sessions", description="Logging in and out")


@sessions.route("")
class Sessions(Resource):
    public = {"POST"}
    repeatable = False

    @sessions.doc(operationId="list_my_sessions")
    @sessions.response(200, s.SessionPage)
    def get(self) -> Page[Any]:
        """One's own sessions that are open now, newest first."""
        with reading() as session:
            return queries.list_my_sessions(session, actor())

    @sessions.doc(operationId="open_session")
    @sessions.arguments(s.Credentials)
    @sessions.response(201, s.Tokens)
    def post(self, given: dict[str, Any]) -> Any:
        """Log in. With a second factor: 401 `second-factor-needed` and a `challenge`, to answer within five minutes."""
        proof = use_cases.prove_who(database(), settings(), address=client_address(), **given)
        with transaction() as session:
            challenge = use_cases.challenge_second_factor(session, proof)
            if challenge is None:
                use_cases.feel_at_home(session, settings(), address=client_address(), person_id=proof.person_id)
                return use_cases.open_session(session, proof, settings())
        detail = "The password is right. Give the code from your phone, or a recovery code."
        return problem(401, "second-factor-needed", detail, challenge=challenge)

    @sessions.doc(operationId="end_my_sessions")
    @sessions.response(204)
    def delete(self) -> None:
        """Log out everywhere: every token of every session of this person is refused from now on."""
        with transaction() as session:
            use_cases.end_my_sessions(session, actor())


@sessions.route("/<uuid:session_id>")
class OneSession(Resource):
    @sessions.doc(operationId="end_my_session")
    @sessions.response(204)
    def delete(self, session_id: UUID) -> None:
        """End one of one's own sessions, such as that of a phone that was lost."""
        with transaction() as session:
            use_cases.end_my_session(session, actor(), session_id)


@sessions.route("/_second-factor")
class WithSecondFactor(Resource):
    public = {"POST"}
    repeatable = False

    @sessions.doc(operationId="open_session_with_second_factor")
    @sessions.arguments(s.SecondFactorAnswer)
    @sessions.response(201, s.Tokens)
    def post(self, given: dict[str, Any]) -> use_cases.Issued:
        """Finish logging in with the code from one's phone or a recovery code; each works once."""
        with reading() as session:
            person_id = queries.person_challenged(session, given["challenge"])
        buckets = code_buckets(client_address(), person_id)
        refuse_codes(database(), buckets)
        with transaction() as session:
            issued = use_cases.open_session_with_second_factor(session, settings=settings(), **given)
            if issued is not None:
                use_cases.feel_at_home(session, settings(), address=client_address(), person_id=issued["person_id"])
        if issued is None:
            count_codes(database(), buckets)
            raise Unauthenticated("wrong-code", "This code is not right, was used already, or came too late.")
        return issued


@sessions.route("/_passkey-options")
class PasskeyOptions(Resource):
    public = {"POST"}
    repeatable = False

    @sessions.doc(operationId="ask_for_passkey")
    @sessions.response(200, s.PasskeyOptions)
    def post(self) -> Any:
        """What a browser needs (`navigator.credentials.get`) to log in with a passkey."""
        limited(database(), f"log-in|{client_address()}", most=settings().logins_per_minute, seconds=60)
        with transaction() as session:
            return use_cases.ask_for_passkey(session, settings())


@sessions.route("/_passkey")
class WithPasskey(Resource):
    public = {"POST"}
    repeatable = False

    @sessions.doc(operationId="open_session_with_passkey")
    @sessions.arguments(s.PasskeyAnswer)
    @sessions.response(201, s.Tokens)
    def post(self, given: dict[str, Any]) -> use_cases.Issued:
        """Log in with a passkey: it stands for password and second factor together."""
        limited(database(), f"log-in|{client_address()}", most=settings().logins_per_minute, seconds=60)
        with transaction() as session:
            issued = use_cases.open_session_with_passkey(session, settings=settings(), **given)
        if issued is None:
            raise Unauthenticated("wrong-passkey", "This passkey is not known here, or its answer came too late.")
        return issued


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
