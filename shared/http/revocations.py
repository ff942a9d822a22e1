"""Sessions that ended before their tokens did: refused here from the moment the word arrives."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.actor import Actor
from shared.bus.sql import insert_new
from shared.bus.subscriptions import Subscriptions
from shared.bus.tables import revoked_session
from shared.db import Database
from shared.errors import Unauthenticated
from shared.events.envelope import Heard
from shared.events.identity import SessionRevoked

revocations = Subscriptions("revocations")


@revocations.on(SessionRevoked)
def refuse_session(session: Session, heard: Heard[SessionRevoked]) -> None:
    """Every service's consumer includes this answer."""
    ended = heard.event
    insert_new(session, revoked_session, [{"session_id": ended.session_id, "until": ended.until}])


def refuse_revoked(database: Database, actor: Actor) -> None:
    """Raises Unauthenticated where the actor's session has ended."""
    if actor.session_id is None:
        return
    with database.reading() as session:
        query = select(revoked_session.c.session_id).where(revoked_session.c.session_id == actor.session_id)
        if session.execute(query).first() is not None:
            raise Unauthenticated("session-ended", "This session has ended. Log in again.")
