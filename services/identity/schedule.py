"""What the passing of time does in identity: forgetting what is over, and not forgetting who waits to be forgotten."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from services.identity import use_cases
from services.identity.model import (
    AuthorizationCode,
    Challenge,
    Confirmation,
    KnownPlace,
    Letter,
    Link,
    Notice,
    PendingLink,
    Person,
    PersonSession,
    SigningKey,
)
from services.identity.model.notice import NOTICES_KEPT
from services.identity.model.session import LASTS
from services.identity.use_cases import erasure_receipts, exports
from shared import clock
from shared.schedule import Schedule
from shared.settings import Settings

KEPT = {
    "letters": timedelta(days=30),
    "places": timedelta(days=90),
    "unconfirmed people": timedelta(days=7),
    "finished erasures": timedelta(days=400),
}
"""How long what is over stays. Confirmations, sessions, keys and exports carry the end of their time themselves."""
AT_ONCE = 500

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
    session.execute(delete(Challenge).where(Challenge.expires_at < now))
    session.execute(delete(Link).where(Link.expires_at < now))
    session.execute(delete(KnownPlace).where(KnownPlace.seen_at < now - KEPT["places"]))
    session.execute(delete(PersonSession).where(PersonSession.expires_at < now))
    session.execute(delete(Letter).where(Letter.state != "pending", Letter.created_at < now - KEPT["letters"]))
    session.execute(delete(SigningKey).where(SigningKey.published_until < now))
    exports.forget_exports(session)
    erasure_receipts.forget_erasures(session, now - KEPT["finished erasures"])


@schedule.every(600)
def forget_who_never_confirmed(session: Session) -> None:
    """An address that nobody has shown to be his own, and can show no more, is nobody's to keep."""
    waiting = exists().where(Confirmation.person_id == Person.id)
    never = select(Person.id).where(
        Person.confirmed_at.is_(None), Person.created_at < clock.now() - KEPT["unconfirmed people"]
    )
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
