"""The verbs of being written to: choose how, and stop it with the link in a mail, without logging in."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.identity.model import MailChoice, Person
from services.identity.use_cases.people import load_me
from shared.actor import Actor
from shared.bus.sql import insert_new
from shared.errors import NotFound

STOPS: dict[str, dict[str, Any]] = {"digest": {"digest": "none"}, "urgent": {"urgent_by_mail": False}}
"""What unsubscribing with the link in a letter of this kind changes: that kind of mail stops, no other."""


def choose_mail(session: Session, actor: Actor, **choices: Any) -> None:
    """Choose how one is written to."""
    _choose(session, load_me(session, actor).id, choices)


def unsubscribe(session: Session, *, token: str, secret_key: str) -> None:
    """Stop the kind of mail that this token came in. Doing it twice changes as much as once."""
    person_id, kind = read_unsubscribe(token, secret_key)
    if session.get(Person, person_id, with_for_update=True) is not None:
        _choose(session, person_id, STOPS[kind])


def unsubscribe_token(secret_key: str, person_id: UUID, kind: str) -> str:
    """What an unsubscribe link holds: whose mail, which kind, and a seal that only we can make. It does not expire."""
    mark = kind[0].encode() + person_id.bytes
    return base64.urlsafe_b64encode(mark + _seal(secret_key, mark)).decode().rstrip("=")


def read_unsubscribe(token: str, secret_key: str) -> tuple[UUID, str]:
    """Whose mail and which kind. Raises NotFound for a token that we did not make."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError:
        raw = b""
    kinds = {kind[0].encode(): kind for kind in STOPS}
    if len(raw) != 33 or raw[:1] not in kinds or not hmac.compare_digest(_seal(secret_key, raw[:17]), raw[17:]):
        raise NotFound("no-such-subscription", "This link does not work. Log in to choose which mail you get.")
    return UUID(bytes=raw[1:17]), kinds[raw[:1]]


def _seal(secret_key: str, mark: bytes) -> bytes:
    return hmac.new(secret_key.encode(), b"unsubscribe|" + mark, hashlib.sha256).digest()[:16]


def _choose(session: Session, person_id: UUID, choices: dict[str, Any]) -> None:
    choice_to_change(session, person_id).choose(choices)
    session.flush()


def choice_to_change(session: Session, person_id: UUID) -> MailChoice:
    """This person's row, locked; of two who make it at once, one finds what the other made."""
    usual = MailChoice.usual(person_id)
    row = {column.key: getattr(usual, column.key) for column in MailChoice.__table__.columns}
    insert_new(session, MailChoice.__table__, [row])  # type: ignore[arg-type]
    return session.get_one(MailChoice, person_id, with_for_update=True)
