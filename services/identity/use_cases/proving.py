"""Proving who one is, guarded: the one way in for the API and for the log-in page."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from services.identity.model import Person
from services.identity.model.person import address_key
from services.identity.use_cases.guessing import is_known_place, know_place, place_of
from services.identity.use_cases.sessions import Proof, prove_password
from shared.db import Database
from shared.errors import Unauthenticated
from shared.http.limits import limited, refuse_spent
from shared.settings import Settings

FAILURES, FAILURES_WITHIN = 10, 900
FAILURES_ANYWHERE, FAILURES_ANYWHERE_WITHIN = 50, 3600


def prove_who(database: Database, settings: Settings, *, address: str, email: str, password: str) -> Proof:
    """Who logs in from this network address, if the password is right and was not guessed at too often.

    It opens nothing yet: `challenge_second_factor` says whether a code is needed as well. Only failures count. Per
    account and address together, so that a stranger who keeps failing shuts himself out; and per account over all
    addresses it was never used from, so that a thousand strangers do too, but not the owner. At home his own
    count apart, by the same steps: their number must not tell a housemate that he has an account.
    """
    account = address_key(email)
    limited(database, f"log-in|{address}", most=settings.logins_per_minute, seconds=60)
    with database.reading() as session:
        at_home = is_known_place(session, place_of(settings.secret_key, account, address))
    buckets = [
        (f"failed-log-in|{address}|{account}", FAILURES, FAILURES_WITHIN),
        (f"failed-log-in|{'home' if at_home else 'anywhere'}|{account}", FAILURES_ANYWHERE, FAILURES_ANYWHERE_WITHIN),
    ]
    for bucket, most, seconds in buckets:
        refuse_spent(database, bucket, most=most, seconds=seconds)
    try:
        return prove_password(database, email=email, password=password)
    except Unauthenticated:
        for bucket, most, seconds in buckets:
            limited(database, bucket, most=most, seconds=seconds)
        raise


def feel_at_home(session: Session, settings: Settings, *, address: str, person_id: UUID) -> None:
    """Someone got in from this network address: from now on strangers' failures do not count for him here."""
    account = session.get_one(Person, person_id).address_key
    know_place(session, place_of(settings.secret_key, account, address), person_id)
