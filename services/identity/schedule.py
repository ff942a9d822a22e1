"""What the passing of time does in identity: forgetting what is over."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from services.identity import use_cases
from services.identity.model import Confirmation, KnownPlace, Letter, Link, Person, PersonSession, SigningKey
from shared import clock
from shared.schedule import Schedule

LETTERS_KEPT = timedelta(days=30)
PLACES_KEPT = timedelta(days=90)
UNCONFIRMED_KEPT = timedelta(days=7)
AT_ONCE = 500

schedule = Schedule()


@schedule.every(600)
def forget_what_is_over(session: Session) -> None:
    """Delete links, sessions, letters and keys that can be of no use any more. Refresh tokens go with their session."""
    now = clock.now()
    session.execute(delete(Confirmation).where(Confirmation.expires_at < now))
    session.execute(delete(Link).where(Link.expires_at < now))
    session.execute(delete(KnownPlace).where(KnownPlace.seen_at < now - PLACES_KEPT))
    session.execute(delete(PersonSession).where(PersonSession.expires_at < now))
    session.execute(delete(Letter).where(Letter.state != "pending", Letter.created_at < now - LETTERS_KEPT))
    session.execute(delete(SigningKey).where(SigningKey.published_until < now))


@schedule.every(600)
def forget_who_never_confirmed(session: Session) -> None:
    """An address that nobody has shown to be his own, and can show no more, is nobody's to keep."""
    waiting = exists().where(Confirmation.person_id == Person.id)
    never = select(Person.id).where(Person.confirmed_at.is_(None), Person.created_at < clock.now() - UNCONFIRMED_KEPT)
    for person_id in session.scalars(never.where(~waiting).limit(AT_ONCE).with_for_update(skip_locked=True)).all():
        use_cases.forget_account(session, person_id)
