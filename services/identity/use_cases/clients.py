"""The verbs of clients: register one, give it a new secret, take it away."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.identity import permissions
from services.identity.model import AuthorizationCode, Client, Consent, OutsideAccount, PendingLink
from services.identity.use_cases.sessions import end_client_sessions
from shared.actor import Actor
from shared.bus.say import say
from shared.errors import Conflict, NotFound
from shared.events.identity import ClientDeleted
from shared.ids import new_id


def register_client(
    session: Session,
    actor: Actor,
    *,
    name: str,
    kind: str,
    scopes: Sequence[str],
    redirect_uris: Sequence[str] = (),
    post_logout_redirect_uris: Sequence[str] = (),
) -> tuple[Client, str | None]:
    """A new client of the actor's, and its secret, which nobody can look up later."""
    permissions.must_integrate(actor)
    client = Client(id=new_id(), owner_id=actor.person, name=name, kind=kind, scopes=sorted(set(scopes)))
    client.redirect_uris, client.post_logout_redirect_uris = list(redirect_uris), list(post_logout_redirect_uris)
    secret = client.new_secret()
    session.add(client)
    session.flush()
    return client, secret


def rotate_client_secret(session: Session, actor: Actor, client_id: UUID) -> tuple[Client, str]:
    """A new secret; the old one, and every token that was had with it, is worth nothing from now on."""
    client = load_client(session, actor, client_id)
    secret = client.new_secret()
    if secret is None:
        raise Conflict("no-secret", "A public client has no secret.")
    end_client_sessions(session, client.id, by=actor)
    session.flush()
    return client, secret


def delete_client(session: Session, actor: Actor, client_id: UUID) -> None:
    """Take a client away: its tokens end, and what people allowed it is forgotten."""
    client = load_client(session, actor, client_id)
    end_client_sessions(session, client.id, by=actor)
    session.delete(client)
    session.flush()
    say(session, ClientDeleted(client_id=client_id), by=actor)


def load_client(session: Session, actor: Actor, client_id: UUID) -> Client:
    """One's own client, locked for change; an admin may load any."""
    permissions.must_integrate(actor)
    client = session.get(Client, client_id, with_for_update=True)
    if client is None or not permissions.may_manage(actor, client):
        raise NotFound("no-such-client", "There is no such client.")
    return client


def forget_grants_of(session: Session, person_id: UUID, by: Actor) -> None:
    """For who leaves for good: his clients, for which nobody would answer any more, and all that he allowed or linked.

    The sessions that came of it end with his own (`end_all_sessions`).
    """
    query = select(Client).where(Client.owner_id == person_id).order_by(Client.id).with_for_update()
    for client in session.scalars(query).all():
        end_client_sessions(session, client.id, by=by)
        session.delete(client)
    for table in (Consent, AuthorizationCode, OutsideAccount, PendingLink):
        session.execute(delete(table).where(table.person_id == person_id))
    session.flush()
