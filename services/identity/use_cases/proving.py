"""Proving who one is, guarded: the one way in for the API and for the log-in page."""

from __future__ import annotations

from services.identity.model.person import address_key
from services.identity.use_cases.sessions import Proof, prove_password
from shared.db import Database
from shared.errors import Unauthenticated
from shared.http.limits import limited, refuse_spent
from shared.settings import Settings

FAILURES, FAILURES_WITHIN = 10, 900


def prove_who(database: Database, settings: Settings, *, address: str, email: str, password: str) -> Proof:
    """Who logs in from this network address, if the password is right and was not guessed at too often.

    Only failures count, per account and address together: a stranger who keeps failing shuts himself out, no other.
    """
    limited(database, f"log-in|{address}", most=settings.logins_per_minute, seconds=60)
    bucket = f"failed-log-in|{address}|{address_key(email)}"
    refuse_spent(database, bucket, most=FAILURES, seconds=FAILURES_WITHIN)
    try:
        return prove_password(database, email=email, password=password)
    except Unauthenticated:
        limited(database, bucket, most=FAILURES, seconds=FAILURES_WITHIN)
        raise
