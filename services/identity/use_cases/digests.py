"""Writing letters about what happened: urgent ones at once, the rest once a day or week. What stands in them is
decided when they are sent; a letter for which nothing is left by then is not sent at all."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid5

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.identity.model import Delivery, Letter, MailChoice, Notice, Person
from services.identity.model.notice import NEWS_LASTS
from services.identity.use_cases.mail_choices import choice_to_change
from services.identity.use_cases.notices import NAMES
from services.identity.use_cases.telling import choice_of, notices_for, people_near
from shared import clock
from shared.bus.sql import insert_new

AT_ONCE = 200


def write_digests(session: Session, *, hour: int) -> None:
    """From `hour` on (Europe/Amsterdam), a letter for everyone who has news; some people at a time, each once a day."""
    if clock.now().astimezone(clock.AMSTERDAM).hour < hour:
        return
    today = clock.today()
    for person in _whose_digest_is_due(session, today):
        choice = choice_to_change(session, person.id)
        if not choice.digest_is_due(today):  # another worker was first
            continue
        choice.digested_on = today
        letter_id = uuid5(NAMES, f"digest|{person.id}|{today}")
        if notices_for(session, person.id, letter_id):
            _write(session, letter_id, person, "digest")
    session.flush()


def write_urgent_letters(session: Session) -> None:
    """A letter at once for everyone whom an urgent notice is for and who wants that; others find it in their digest."""
    waiting = select(Notice).where(Notice.urgent.is_(True), Notice.spread.is_(False))
    for notice in session.scalars(waiting.order_by(Notice.id).limit(AT_ONCE).with_for_update(skip_locked=True)).all():
        notice.spread = True
        near = people_near(session, [notice])
        for person in session.scalars(
            select(Person).where(Person.id.in_(near), Person.confirmed_at.is_not(None))
        ).all():
            _write_urgent(session, notice, person)
    session.flush()


def take_news(session: Session, letter: Letter) -> list[Notice]:
    """What this letter tells, settled: nobody is told of it again. The same ones when the letter is tried again,
    without those that its reader has no part in any more."""
    fit = notices_for(session, letter.person_id, letter.id)
    settled = set(session.scalars(select(Delivery.notice_id).where(Delivery.letter_id == letter.id)))
    if not settled:
        rows = [{"notice_id": one.id, "person_id": letter.person_id, "letter_id": letter.id} for one in fit]
        if rows:
            insert_new(session, Delivery.__table__, rows)  # type: ignore[arg-type]
        settled = set(session.scalars(select(Delivery.notice_id).where(Delivery.letter_id == letter.id)))
    return [one for one in fit if one.id in settled]


def _write_urgent(session: Session, notice: Notice, person: Person) -> None:
    letter_id = uuid5(NAMES, f"urgent|{notice.id}|{person.id}")
    fit = {one.id for one in notices_for(session, person.id, letter_id)}
    if notice.id not in fit or not choice_of(session, person.id).urgent_by_mail:
        return
    row = {"notice_id": notice.id, "person_id": person.id, "letter_id": letter_id}
    insert_new(session, Delivery.__table__, [row])  # type: ignore[arg-type]
    _write(session, letter_id, person, "urgent")


def _write(session: Session, letter_id: UUID, person: Person, kind: str) -> None:
    """The id is made of what the letter is for: written twice, it is one letter and one Message-ID."""
    row = {"id": letter_id, "person_id": person.id, "kind": kind, "locale": person.locale, "state": "pending"}
    due = {"attempts": 0, "next_attempt_at": clock.now(), "created_at": clock.now()}
    insert_new(session, Letter.__table__, [{**row, **due}])  # type: ignore[arg-type]


def _whose_digest_is_due(session: Session, today: date) -> list[Person]:
    recent = (Notice.noted_at > clock.now() - NEWS_LASTS, Notice.withdrawn.is_(False))
    near = people_near(session, session.scalars(select(Notice).where(*recent)).all())
    looked_at = or_(MailChoice.digested_on.is_(None), MailChoice.digested_on < today)
    query = select(Person, MailChoice).outerjoin(MailChoice, MailChoice.person_id == Person.id)
    query = query.where(Person.id.in_(near), Person.confirmed_at.is_not(None), looked_at).order_by(Person.id)
    due = (person for person, choice in session.execute(query) if choice is None or choice.digest_is_due(today))
    return [person for person, _ in zip(due, range(AT_ONCE), strict=False)]
