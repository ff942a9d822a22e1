"""What identity keeps of one person, gathered for himself."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.identity.model import (
    Client,
    Consent,
    Coordinator,
    Delivery,
    Following,
    KnownPlace,
    Letter,
    Link,
    MailChoice,
    Membership,
    Notice,
    Organisation,
    OutsideAccount,
    Passkey,
    Person,
    PersonSession,
    RecoveryCode,
    Representation,
    RoleGrant,
    SecondFactor,
    Werkkring,
)
from shared.privacy.exports import Part, rows_about


def gather_account(session: Session, person_id: UUID) -> Part:
    """Everything identity keeps of someone; secrets as what they are good for, never as they are stored."""
    named = Werkkring.id, Werkkring.name
    kringen = {row.id: row.name for row in session.execute(select(*named).order_by(Werkkring.id))}
    own = select(Representation.organisation_id).where(Representation.person_id == person_id)
    organisations = select(Organisation.id, Organisation.name).where(Organisation.id.in_(own))
    places = rows_about(session, person_id, Membership.person_id)
    coordinates = rows_about(session, person_id, Coordinator.person_id)
    return {
        "account": rows_about(session, person_id, Person.id, leave_out={"address_key", "password_hash"}),
        "memberships": [{**row, "werkkring": kringen[row["werkkringId"]]} for row in places],
        "coordinates": [{**row, "werkkring": kringen[row["werkkringId"]]} for row in coordinates],
        "represents": [{"id": row.id, "name": row.name} for row in session.execute(organisations)],
        "roles": rows_about(session, person_id, RoleGrant.person_id),
        "sessions": rows_about(session, person_id, PersonSession.person_id, leave_out={"generation", "cookie_digest"}),
        "clients": rows_about(session, person_id, Client.owner_id, leave_out={"secret_digest"}),
        "consents": rows_about(session, person_id, Consent.person_id),
        "outsideAccounts": rows_about(session, person_id, OutsideAccount.person_id),
        "letters": rows_about(session, person_id, Letter.person_id, leave_out={"sealed", "last_error"}),
        **_ways_in(session, person_id),
        **_mail(session, person_id),
    }


def _ways_in(session: Session, person_id: UUID) -> Part:
    keys = {"credential_id", "public_key", "sign_count"}
    return {
        "secondFactor": rows_about(session, person_id, SecondFactor.person_id, leave_out={"sealed", "last_step"}),
        "recoveryCodes": rows_about(session, person_id, RecoveryCode.person_id, leave_out={"digest"}),
        "passkeys": rows_about(session, person_id, Passkey.person_id, leave_out=keys),
        "mailedLinks": rows_about(session, person_id, Link.person_id, leave_out={"digest"}),
        "knownPlaces": rows_about(session, person_id, KnownPlace.person_id, leave_out={"place"}),
    }


def _mail(session: Session, person_id: UUID) -> Part:
    """What identity.mail knows of someone: how he wants to be written to, what he follows, and what he was told."""
    named = Notice.person_id, Notice.actor_id, Notice.about_id
    return {
        "mailChoices": rows_about(session, person_id, MailChoice.person_id),
        "followed": rows_about(session, person_id, Following.person_id),
        "notices": rows_about(session, person_id, *named, leave_out={"urgent", "spread"}),
        "told": rows_about(session, person_id, Delivery.person_id),
    }
