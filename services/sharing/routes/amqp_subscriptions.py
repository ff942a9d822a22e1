"""The addresses of AMQP subscriptions: for machines, and for the integrators who build them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.sharing import permissions
from services.sharing.queries import amqp_subscriptions as queries
from services.sharing.schemas import amqp_subscriptions as s
from services.sharing.use_cases import amqp_subscriptions as use_cases
from shared.http import Blueprint, Page, Resource, actor, database, limited, reading, settings, transaction

amqp_subscriptions = Blueprint(
    "amqp_subscriptions", __name__, url_prefix="/amqp-subscriptions", description="The event log over AMQP"
)
SCOPE = "events:read"


def _limited() -> None:
    """Each password is work for the provisioner, of which there is one."""
    limited(database(), f"amqp|{permissions.must_integrate(actor())}", most=30, seconds=3600)


def _with_password(made: Any, password: str) -> dict[str, Any]:
    return {**queries.shown(made, settings().amqp_address), "password": password}


@amqp_subscriptions.route("")
class AmqpSubscriptions(Resource):
    repeatable = False  # the answer shows a password, which must be stored nowhere
    scopes = {"GET": SCOPE, "POST": SCOPE}

    @amqp_subscriptions.doc(operationId="list_amqp_subscriptions")
    @amqp_subscriptions.arguments(s.AmqpSubscriptionFilter, location="query")
    @amqp_subscriptions.response(200, s.AmqpSubscriptionPage)
    def get(self, asked: dict[str, Any]) -> Page[Any]:
        """One's own subscriptions, newest first."""
        with reading() as session:
            return queries.list_amqp_subscriptions(session, actor(), address=settings().amqp_address, **asked)

    @amqp_subscriptions.doc(operationId="make_amqp_subscription")
    @amqp_subscriptions.arguments(s.AmqpSubscriptionFacts)
    @amqp_subscriptions.response(201, s.AmqpSubscriptionWithPassword)
    def post(self, facts: dict[str, Any]) -> dict[str, Any]:
        """A login and a queue of one's own; the password is shown this once. Connect when its state is active."""
        _limited()
        with transaction() as session:
            address = settings().amqp_address
            return _with_password(*use_cases.make_amqp_subscription(session, actor(), address=address, **facts))


@amqp_subscriptions.route("/<uuid:subscription_id>")
class OneAmqpSubscription(Resource):
    scopes = {"GET": SCOPE, "DELETE": SCOPE}

    @amqp_subscriptions.doc(operationId="get_amqp_subscription")
    @amqp_subscriptions.response(200, s.AmqpSubscriptionView)
    def get(self, subscription_id: UUID) -> Any:
        """One of one's own, and how far it is."""
        with reading() as session:
            address = settings().amqp_address
            return queries.get_amqp_subscription(session, actor(), subscription_id, address=address)

    @amqp_subscriptions.doc(operationId="remove_amqp_subscription")
    @amqp_subscriptions.response(204)
    def delete(self, subscription_id: UUID) -> None:
        """Take it away, with what waits in its queue; who reads with it is cut off within seconds."""
        with transaction() as session:
            use_cases.remove_amqp_subscription(session, actor(), subscription_id)


@amqp_subscriptions.route("/<uuid:subscription_id>/_rotate")
class RotateAmqpPassword(Resource):
    repeatable = False
    scopes = {"POST": SCOPE}

    @amqp_subscriptions.doc(operationId="rotate_amqp_password")
    @amqp_subscriptions.response(200, s.AmqpSubscriptionWithPassword)
    def post(self, subscription_id: UUID) -> dict[str, Any]:
        """A new password, shown this once; the old one stops working within seconds. The queue keeps what it has."""
        _limited()
        with transaction() as session:
            return _with_password(*use_cases.rotate_amqp_password(session, actor(), subscription_id))
