"""Signing keys: made at the first start, rotated by an operator, used for every access token."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from joserfc import jwt
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.identity.model import PersonSession, SigningKey
from services.identity.model.session import ACCESS_LASTS
from services.identity.model.signing_key import PUBLISHED_AHEAD
from shared import clock
from shared.errors import Invalid
from shared.ids import new_id
from shared.settings import Settings
from shared.tokens import ALGORITHM, AUDIENCE, TYPE


def ensure_signing_key(session: Session, settings: Settings) -> None:
    """Have a key to sign with; nothing happens where there is one that SECRET_KEY opens. Raises Invalid otherwise."""
    newest = session.scalars(select(SigningKey).order_by(SigningKey.signs_from.desc()).limit(1)).first()
    if newest is None:
        session.add(SigningKey.make(settings.secret_key, signs_from=clock.now()))
        session.flush()
    elif not newest.opens_with(settings.secret_key):
        raise Invalid("other-secret-key", "SECRET_KEY is not the one that this database was made with.")


def rotate_signing_key(session: Session, settings: Settings) -> str:
    """Publish a new key that takes over in a quarter of an hour; the present one stays until its last token expired."""
    successor = SigningKey.make(settings.secret_key, signs_from=clock.now() + PUBLISHED_AHEAD)
    for key in session.scalars(select(SigningKey).where(SigningKey.published_until.is_(None)).with_for_update()):
        key.retire(successor)
    session.add(successor)
    session.flush()
    return successor.kid


def sign_access_token(
    session: Session,
    settings: Settings,
    *,
    held: PersonSession,
    roles: Iterable[str] = (),
    scope: str = "",
    machine: bool = False,
    lasts: timedelta = ACCESS_LASTS,
) -> str:
    """An RFC 9068 access token of this session. It is not stored anywhere.

    A client's says the client and its scopes, and never a role: it may do what it was allowed, not what its person may.
    A machine's says who answers for it: what it makes elsewhere is his to look after.
    """
    subject = held.client_id if machine else held.person_id
    claims: dict[str, Any] = {"aud": AUDIENCE, "sub": str(subject), "sid": str(held.id), "roles": sorted(roles)}
    if held.client_id is not None:
        claims |= {"client_id": str(held.client_id), "scope": scope}
    if machine:
        claims |= {"machine": True, "owner": str(held.person_id)}
    return sign(session, settings, claims, typ=TYPE, lasts=lasts)


def sign(session: Session, settings: Settings, claims: dict[str, Any], *, typ: str, lasts: timedelta) -> str:
    """A token with these claims, signed with the key that is due; `typ` is what it may be taken for."""
    now = clock.now()
    due = select(SigningKey).where(SigningKey.signs_from <= now).order_by(SigningKey.signs_from.desc()).limit(1)
    key = session.scalars(due).one()
    moments = {"iat": int(now.timestamp()), "exp": int((now + lasts).timestamp())}
    header = {"alg": ALGORITHM, "typ": typ, "kid": key.kid}
    full = {"iss": settings.public_url, **claims, **moments, "jti": str(new_id())}
    return jwt.encode(header, full, key.private(settings.secret_key), algorithms=[ALGORITHM])
