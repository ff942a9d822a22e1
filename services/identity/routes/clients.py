"""The addresses of clients, and of what one allows them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.identity import queries, use_cases
from services.identity import schemas as s
from shared.http import Blueprint, Page, Resource, actor, reading, transaction

clients = Blueprint("clients", __name__, url_prefix="/clients", description="Programs of others (OAuth 2.1 clients)")
consents = Blueprint("consents", __name__, url_prefix="/people/me/consents", description="What one allows them")


def _with_secret(client: Any, secret: str | None) -> dict[str, Any]:
    names = s.ClientView().fields
    return {**{name: getattr(client, name) for name in names}, "secret": secret}


@clients.route("")
class Clients(Resource):
    repeatable = False  # the answer shows a secret, which must be stored nowhere

    @clients.doc(operationId="list_clients")
    @clients.arguments(s.ClientFilter, location="query")
    @clients.response(200, s.ClientPage)
    def get(self, asked: dict[str, Any]) -> Page[Any]:
        """One's own clients, newest first."""
        with reading() as session:
            return queries.list_clients(session, actor(), **asked)

    @clients.doc(operationId="register_client")
    @clients.arguments(s.ClientFacts)
    @clients.response(201, s.ClientWithSecret)
    def post(self, facts: dict[str, Any]) -> dict[str, Any]:
        """Register a client; the secret is shown this once. For integrators."""
        with transaction() as session:
            return _with_secret(*use_cases.register_client(session, actor(), **facts))


@clients.route("/<uuid:client_id>")
class OneClient(Resource):
    @clients.doc(operationId="delete_client")
    @clients.response(204)
    def delete(self, client_id: UUID) -> None:
        """Take a client away; its tokens end everywhere."""
        with transaction() as session:
            use_cases.delete_client(session, actor(), client_id)


@clients.route("/<uuid:client_id>/_rotate")
class Rotate(Resource):
    repeatable = False

    @clients.doc(operationId="rotate_client_secret")
    @clients.response(200, s.ClientWithSecret)
    def post(self, client_id: UUID) -> dict[str, Any]:
        """A new secret, shown this once; the old one and every token had with it stop working."""
        with transaction() as session:
            return _with_secret(*use_cases.rotate_client_secret(session, actor(), client_id))


@consents.route("")
class Consents(Resource):
    @consents.doc(operationId="list_consents")
    @consents.response(200, s.ConsentPage)
    def get(self) -> Page[Any]:
        """Which clients one lets in, and what they may do."""
        with reading() as session:
            return Page(queries.list_consents(session, actor()))


@consents.route("/<uuid:client_id>")
class OneConsent(Resource):
    @consents.doc(operationId="withdraw_consent")
    @consents.response(204)
    def delete(self, client_id: UUID) -> None:
        """Take it back; the client is out at once."""
        with transaction() as session:
            use_cases.withdraw_consent(session, actor(), client_id)
