"""What the passing of time does in identity: forgetting what is over."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from services.identity.model import AuthorizationCode, Confirmation, Letter, PendingLink, PersonSession, SigningKey
from services.identity.model.session import LASTS
from shared import clock
from shared.schedule import Schedule

LETTERS_KEPT = timedelta(days=30)

schedule = Schedule()


@schedule.every(600)
def forget_what_is_over(session: Session) -> None:
    """Delete links, sessions, letters and keys that can be of no use any more. Refresh tokens go with their session."""
    now = clock.now()
    session.execute(delete(Confirmation).where(Confirmation.expires_at < now))
    session.execute(delete(PendingLink).where(PendingLink.expires_at < now))
    session.execute(delete(AuthorizationCode).where(AuthorizationCode.expires_at < now - LASTS))
    session.execute(delete(PersonSession).where(PersonSession.expires_at < now))
    session.execute(delete(Letter).where(Letter.state != "pending", Letter.created_at < now - LETTERS_KEPT))
    session.execute(delete(SigningKey).where(SigningKey.published_until < now))
