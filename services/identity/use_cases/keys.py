"""Signing keys: made at the first start, rotated by an operator, used for every access token."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from joserfc import jwt
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.identity.model import SigningKey
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
    session: Session, settings: Settings, *, person_id: UUID, session_id: UUID, roles: Iterable[str]
) -> str:
    """An RFC 9068 access token for ten minutes. It is not stored anywhere."""
    now = clock.now()
    due = select(SigningKey).where(SigningKey.signs_from <= now).order_by(SigningKey.signs_from.desc()).limit(1)
    key = session.scalars(due).one()
    claims = {
        "iss": settings.public_url,
        "aud": AUDIENCE,
        "sub": str(person_id),
        "sid": str(session_id),
        "roles": sorted(roles),
        "iat": int(now.timestamp()),
        "exp": int((now + ACCESS_LASTS).timestamp()),
        "jti": str(new_id()),
    }
    header = {"alg": ALGORITHM, "typ": TYPE, "kid": key.kid}
    return jwt.encode(header, claims, key.private(settings.secret_key), algorithms=[ALGORITHM])
