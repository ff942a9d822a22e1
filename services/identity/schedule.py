"""What the passing of time does in identity: forgetting what is over, and not forgetting who waits to be forgotten."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.identity.model import (
    AuthorizationCode,
    Confirmation,
    Letter,
    PendingLink,
    Person,
    PersonSession,
    SigningKey,
)
from services.identity.model.session import LASTS
from services.identity.use_cases import erasure_receipts, exports
from shared import clock
from shared.schedule import Schedule

KEPT = {
    "letters": timedelta(days=30),
    "unconfirmed people": timedelta(days=30),
    "finished erasures": timedelta(days=400),
}
"""How long what is over stays. Confirmations, sessions, keys and exports carry the end of their time themselves."""

schedule = Schedule()
schedule.every(600)(erasure_receipts.say_erasures_again)
schedule.every(600)(erasure_receipts.raise_alarm_of_erasures)


@schedule.every(600)
def forget_what_is_over(session: Session) -> None:
    """Delete links, sessions, letters and keys that can be of no use any more. Refresh tokens go with their session."""
    now = clock.now()
    session.execute(delete(Confirmation).where(Confirmation.expires_at < now))
    session.execute(delete(PendingLink).where(PendingLink.expires_at < now))
    session.execute(delete(AuthorizationCode).where(AuthorizationCode.expires_at < now - LASTS))
    session.execute(delete(PersonSession).where(PersonSession.expires_at < now))
    session.execute(delete(Letter).where(Letter.state != "pending", Letter.created_at < now - KEPT["letters"]))
    session.execute(delete(SigningKey).where(SigningKey.published_until < now))
    exports.forget_exports(session)
    erasure_receipts.forget_erasures(session, now - KEPT["finished erasures"])


@schedule.every(600)
def forget_who_never_confirmed(session: Session) -> None:
    """Delete addresses that nobody ever showed to be his own: whoever typed them in may have been somebody else."""
    waiting = select(Confirmation.person_id)
    before = clock.now() - KEPT["unconfirmed people"]
    never = Person.confirmed_at.is_(None), Person.created_at < before, Person.id.not_in(waiting)
    gone = select(Person.id).where(*never).limit(500)
    session.execute(delete(Letter).where(Letter.person_id.in_(gone)))
    session.execute(delete(Person).where(Person.id.in_(gone)))
