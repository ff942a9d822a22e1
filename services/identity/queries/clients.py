"""Reads of clients and consents: one's own."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.identity import permissions
from services.identity.model import Client, Consent
from services.identity.model.scopes import SCOPES, scopes_in
from shared.actor import Actor
from shared.http import Page, page_of


def list_clients(session: Session, actor: Actor, *, limit: int, cursor: str | None) -> Page[Any]:
    """The actor's own clients, newest first."""
    permissions.must_integrate(actor)
    query = select(
        Client.id,
        Client.name,
        Client.kind,
        Client.scopes,
        Client.redirect_uris,
        Client.post_logout_redirect_uris,
        Client.created_at,
    ).where(Client.owner_id == actor.person)
    return page_of(lambda q: session.execute(q).all(), query, Client.id, limit=limit, cursor=cursor)


def list_consents(session: Session, actor: Actor) -> list[dict[str, Any]]:
    """What the actor allows which client, by name."""
    query = select(Consent.client_id, Client.name, Consent.scope, Consent.granted_at).join(
        Client, Client.id == Consent.client_id
    )
    rows = session.execute(query.where(Consent.person_id == actor.person).order_by(Client.name, Client.id))
    return [{**row._mapping, "scopes": [name for name in SCOPES if name in scopes_in(row.scope)]} for row in rows]
