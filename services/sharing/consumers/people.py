"""Who wants to be forgotten, who asks what is kept of him, and who is no integrator any more, or no client."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.sharing.use_cases import amqp_subscriptions, erasure, own_data, webhooks
from shared.bus.subscriptions import Subscriptions
from shared.events.envelope import Heard
from shared.events.identity import ClientDeleted, ExportRequested, PersonErased, RoleRevoked

subscriptions = Subscriptions("sharing")


@subscriptions.on(PersonErased)
def erase_when_person_erased(session: Session, heard: Heard[PersonErased]) -> None:
    """Forget him, and answer that it is done."""
    erasure.erase_person(session, heard.event.person_id)


@subscriptions.on(ExportRequested)
def prepare_when_export_requested(session: Session, heard: Heard[ExportRequested]) -> None:
    """Hold ready what is kept of him, and answer that it is."""
    told = heard.event
    own_data.prepare_export(session, export_id=told.export_id, person_id=told.person_id, expires_at=told.expires_at)


@subscriptions.on(RoleRevoked)
def remove_subscriptions_when_role_revoked(session: Session, heard: Heard[RoleRevoked]) -> None:
    """What the role allowed is allowed no longer."""
    if heard.event.role == "integrator":
        amqp_subscriptions.remove_subscriptions_of(session, heard.event.person_id)
        webhooks.forbid_webhooks(session, owner_id=heard.event.person_id)


@subscriptions.on(ClientDeleted)
def remove_subscriptions_when_client_deleted(session: Session, heard: Heard[ClientDeleted]) -> None:
    """A login that a machine made goes with the machine; its webhooks rest, since their owner may want to keep them."""
    amqp_subscriptions.remove_subscriptions_by(session, heard.event.client_id)
    webhooks.forbid_webhooks(session, client_id=heard.event.client_id)
