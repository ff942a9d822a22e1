"""The addresses of people: registration, one's own account, public profiles, global roles."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.identity import queries, use_cases
from services.identity import schemas as s
from services.identity.model import password
from shared.http import (
    Blueprint,
    Page,
    Resource,
    Window,
    actor,
    database,
    if_match,
    limited,
    reading,
    settings,
    transaction,
    version_tag,
)
from shared.http.limits import client_address

people = Blueprint("people", __name__, url_prefix="/people", description="Accounts, and what everyone may know of them")

roles = Blueprint("roles", __name__, url_prefix="/roles", description="Who has which global role")

Answer = tuple[Any, dict[str, str]]


def _me() -> Answer:
    with reading() as session:
        me = queries.get_me(session, actor())
    return me, version_tag(me["version"])


@people.route("")
class People(Resource):
    public = {"GET", "POST"}
    repeatable = False  # a stored fingerprint of this body would be a fast hash of a password

    @people.doc(operationId="list_profiles")
    @people.arguments(s.ProfileQuery, location="query")
    @people.response(200, s.ProfilePage)
    def get(self, asked: dict[str, Any]) -> Page[Any]:
        """The public profiles of up to a hundred people, in the order asked."""
        with reading() as session:
            return Page(queries.list_profiles(session, asked["ids"]))

    @people.doc(operationId="register_person")
    @people.arguments(s.Registration)
    @people.response(202, s.Empty)
    def post(self, given: dict[str, Any]) -> dict[str, Any]:
        """Ask for an account; a mail follows. The answer is the same whether or not the address is known."""
        limited(database(), f"register|{client_address()}", most=settings().registrations_per_hour, seconds=3600)
        password_hash = password.hashed(given.pop("password"))
        with transaction() as session:
            secret_key = settings().secret_key
            use_cases.register_person(session, password_hash=password_hash, secret_key=secret_key, **given)
        return {}


@people.route("/_confirm")
class Confirm(Resource):
    public = {"POST"}
    repeatable = False

    @people.doc(operationId="confirm_person")
    @people.arguments(s.ConfirmationToken)
    @people.response(204)
    def post(self, given: dict[str, Any]) -> None:
        """Confirm one's address with the token from the mail; it works once, for three days."""
        with transaction() as session:
            use_cases.confirm_person(session, **given)


@people.route("/me")
class Me(Resource):
    @people.doc(operationId="get_me")
    @people.response(200, s.Me)
    def get(self) -> Answer:
        """One's own account."""
        return _me()

    @people.doc(operationId="revise_me")
    @people.arguments(s.MyChanges)
    @people.response(200, s.Me)
    def patch(self, changes: dict[str, Any]) -> Answer:
        """Change one's own name or language."""
        with transaction() as session:
            person = use_cases.load_me(session, actor())
            if_match(person.version)
            use_cases.revise_me(session, actor(), person, **changes)
        return _me()


@people.route("/<uuid:person_id>")
class OnePerson(Resource):
    public = {"GET"}

    @people.doc(operationId="get_profile")
    @people.response(200, s.Profile)
    def get(self, person_id: UUID) -> dict[str, Any]:
        """One public profile."""
        with reading() as session:
            return queries.get_profile(session, person_id)


@people.route("/<uuid:person_id>/roles/<role>")
class Role(Resource):
    @people.doc(operationId="grant_role")
    @people.response(204)
    def put(self, person_id: UUID, role: str) -> None:
        """An admin gives someone a global role."""
        with transaction() as session:
            use_cases.grant_role(session, actor(), person_id, role)

    @people.doc(operationId="revoke_role")
    @people.response(204)
    def delete(self, person_id: UUID, role: str) -> None:
        """An admin takes a global role away; that person's sessions end."""
        with transaction() as session:
            use_cases.revoke_role(session, actor(), person_id, role)


@roles.route("")
class Roles(Resource):
    @roles.doc(operationId="list_roles")
    @roles.arguments(Window, location="query")
    @roles.response(200, s.RolePage)
    def get(self, asked: dict[str, Any]) -> Page[Any]:
        """Who has which global role, for admins."""
        with reading() as session:
            return queries.list_roles(session, actor(), **asked)
