"""What a new installation needs before anyone can log in: an admin, and something to look at."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.identity.model import Confirmation, Person, RoleGrant, Werkkring
from services.identity.model.person import address_key
from services.identity.use_cases.werkkringen import open_werkkring
from shared import clock
from shared.actor import SYSTEM
from shared.bus.say import say
from shared.events.identity import PersonConfirmed, PersonRegistered, RoleGranted

DEMO_PLACES = ("Amsterdam", "Arnhem", "Eindhoven", "Groningen", "Rotterdam", "Utrecht", "Zwolle")


def ensure_demo_werkkringen(session: Session) -> None:
    """Seven plainly made-up circles that anyone may join; none where there are werkkringen already."""
    if session.scalars(select(Werkkring.id).limit(1)).first() is not None:
        return
    for place in DEMO_PLACES:
        open_werkkring(
            session,
            SYSTEM,
            name=f"Demo-werkkring {place}",
            municipality=place,
            description="Een voorbeeld, om Proeftuin uit te proberen. Iedereen kan meteen lid worden.",
            joining="open",
        )


def find_admin(session: Session) -> str | None:
    """The address of the first admin, where there is one."""
    query = select(Person.email).join(RoleGrant, RoleGrant.person_id == Person.id).where(RoleGrant.role == "admin")
    return session.scalars(query.order_by(RoleGrant.granted_at).limit(1)).first()


def make_admin(session: Session, *, email: str, password_hash: str) -> None:
    """The first admin, confirmed already: whoever may set the settings owns the installation.

    Someone who registered with this address himself becomes admin with the password of the settings.
    """
    person = session.scalars(select(Person).where(Person.address_key == address_key(email))).one_or_none()
    if person is None:
        person = Person(email=email, address_key=address_key(email), display_name="Beheer", locale="nl")
        session.add(person)
    known, was_confirmed = person.id is not None, person.confirmed_at is not None
    person.password_hash, person.confirmed_at = password_hash, person.confirmed_at or clock.now()
    session.flush()
    session.execute(delete(Confirmation).where(Confirmation.person_id == person.id))
    if not known:
        say(session, PersonRegistered(person_id=person.id, locale=person.locale))
    if not was_confirmed:
        say(session, PersonConfirmed(person_id=person.id))
    if session.get(RoleGrant, (person.id, "admin")) is None:
        session.add(RoleGrant(person_id=person.id, role="admin"))
        session.flush()
        say(session, RoleGranted(person_id=person.id, role="admin"))
