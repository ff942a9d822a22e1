"""What the passing of time does in identity: forgetting what is over."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from services.identity import use_cases
from services.identity.model import (
    Challenge,
    Confirmation,
    KnownPlace,
    Letter,
    Link,
    Notice,
    Person,
    PersonSession,
    SigningKey,
)
from services.identity.model.notice import NOTICES_KEPT
from shared import clock
from shared.schedule import Schedule
from shared.settings import Settings

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
    session.execute(delete(Challenge).where(Challenge.expires_at < now))
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


@schedule.every(3600)
def forget_old_news(session: Session) -> None:
    """What was told, or is too old to be told, needs not be kept; who got it goes with it."""
    old = select(Notice.id).where(Notice.noted_at < clock.now() - NOTICES_KEPT).limit(AT_ONCE)
    session.execute(delete(Notice).where(Notice.id.in_(old)))


def schedule_for(settings: Settings) -> Schedule:
    """The schedule of an installation with these settings."""
    made = Schedule(list(schedule.verbs))

    @made.every(2)
    def write_urgent_letters(session: Session) -> None:
        use_cases.write_urgent_letters(session)

    @made.every(30)
    def write_digests(session: Session) -> None:
        use_cases.write_digests(session, hour=settings.digest_hour)

    return made
