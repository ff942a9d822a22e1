"""Webhooks: an integrator's own addresses that public events are sent to."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from services.sharing import permissions
from services.sharing.queries import webhooks as queries
from services.sharing.schemas import webhooks as s
from services.sharing.use_cases import webhooks as use_cases
from shared.http import (
    Blueprint,
    Page,
    Resource,
    actor,
    database,
    if_match,
    limited,
    reading,
    settings,
    transaction,
    version_tag,
)

webhooks = Blueprint("webhooks", __name__, url_prefix="/webhooks", description="Addresses that events are sent to")
MANAGE = "webhooks:manage"
Answer = tuple[Any, dict[str, str]]
CALLS_AN_HOUR = 60


class ForIntegrators(Resource):
    """An integrator's own; a machine's with the scope."""

    scopes: ClassVar[dict[str, str]] = dict.fromkeys(("GET", "POST", "PATCH", "DELETE"), MANAGE)


def spare_others() -> None:
    """Nobody makes us call addresses over and over that may be another's."""
    limited(database(), f"webhooks|{permissions.must_integrate(actor())}", most=CALLS_AN_HOUR, seconds=3600)


@webhooks.route("")
class Webhooks(ForIntegrators):
    repeatable = False  # the answer shows a secret, which must be stored nowhere

    @webhooks.doc(operationId="list_webhooks")
    @webhooks.arguments(s.WebhookFilter, location="query")
    @webhooks.response(200, s.WebhookPage)
    def get(self, asked: dict[str, Any]) -> Page[Any]:
        """One's own webhooks, newest first; a machine sees what it registered."""
        with reading() as session:
            return queries.list_webhooks(session, actor(), **asked)

    @webhooks.doc(operationId="register_webhook")
    @webhooks.arguments(s.WebhookFacts)
    @webhooks.response(201, s.WebhookWithSecret)
    def post(self, facts: dict[str, Any]) -> dict[str, Any]:
        """Register an address; it gets a signed challenge first. The secret is shown this once."""
        spare_others()
        with transaction() as session:
            made, secret = use_cases.register_webhook(session, actor(), settings(), **facts)
            return {**queries.get_webhook(session, actor(), made.id), "secret": secret}


@webhooks.route("/<uuid:webhook_id>")
class OneWebhook(ForIntegrators):
    @webhooks.doc(operationId="get_webhook")
    @webhooks.response(200, s.WebhookView)
    def get(self, webhook_id: UUID) -> Answer:
        """One of one's own, and how it is doing."""
        with reading() as session:
            view = queries.get_webhook(session, actor(), webhook_id)
        return view, version_tag(view["version"])

    @webhooks.doc(operationId="revise_webhook")
    @webhooks.arguments(s.WebhookChanges)
    @webhooks.response(200, s.WebhookView)
    def patch(self, changes: dict[str, Any], webhook_id: UUID) -> Answer:
        """Change it; another address is challenged before it gets anything."""
        spare_others()
        with transaction() as session:
            webhook = use_cases.load_webhook(session, actor(), webhook_id)
            if_match(webhook.version)
            use_cases.revise_webhook(session, webhook, settings(), **changes)
            return queries.get_webhook(session, actor(), webhook_id), version_tag(webhook.version)

    @webhooks.doc(operationId="delete_webhook")
    @webhooks.response(204)
    def delete(self, webhook_id: UUID) -> None:
        """Take it away, with everything that is kept of it."""
        with transaction() as session:
            use_cases.delete_webhook(session, actor(), webhook_id)


@webhooks.route("/<uuid:webhook_id>/_verify")
class Verify(ForIntegrators):
    @webhooks.doc(operationId="verify_webhook")
    @webhooks.response(202, s.WebhookView)
    def post(self, webhook_id: UUID) -> Any:
        """Have the challenge sent again, now; look at the webhook for what came of it."""
        spare_others()
        with transaction() as session:
            use_cases.verify_webhook(session, actor(), webhook_id)
            return queries.get_webhook(session, actor(), webhook_id)


@webhooks.route("/<uuid:webhook_id>/_enable")
class Enable(ForIntegrators):
    @webhooks.doc(operationId="enable_webhook")
    @webhooks.arguments(s.WhereToGoOn)
    @webhooks.response(202, s.WebhookView)
    def post(self, where: dict[str, Any], webhook_id: UUID) -> Any:
        """Let a disabled one go on once it answers the challenge: where it stopped, or after a position."""
        spare_others()
        with transaction() as session:
            use_cases.enable_webhook(session, actor(), settings(), webhook_id, **where)
            return queries.get_webhook(session, actor(), webhook_id)


@webhooks.route("/<uuid:webhook_id>/_disable")
class Disable(ForIntegrators):
    @webhooks.doc(operationId="disable_webhook")
    @webhooks.response(200, s.WebhookView)
    def post(self, webhook_id: UUID) -> Any:
        """Send nothing until it is enabled again."""
        with transaction() as session:
            use_cases.disable_webhook(session, actor(), webhook_id)
            return queries.get_webhook(session, actor(), webhook_id)


@webhooks.route("/<uuid:webhook_id>/_rotate")
class RotateSecret(ForIntegrators):
    repeatable = False

    @webhooks.doc(operationId="rotate_webhook_secret")
    @webhooks.response(200, s.WebhookWithSecret)
    def post(self, webhook_id: UUID) -> dict[str, Any]:
        """A new secret, shown this once; for a day the one before signs too."""
        with transaction() as session:
            _, secret = use_cases.rotate_webhook_secret(session, actor(), settings(), webhook_id)
            return {**queries.get_webhook(session, actor(), webhook_id), "secret": secret}
