"""Passwords: what one may be, and argon2id with a cap on how many are hashed at once (each takes 64 MiB)."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from services.identity.model.common_passwords import COMMON
from shared.errors import Limited

SHORTEST, LONGEST = 8, 128
LONGEST_WAIT = 10.0
NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$IkaR2ByiKZAINPaogchyhQ$2Zk/0uWu5S5rBQmyvzHXfc/bCv9jlfXgYWBX2u8xPdA"
"""The hash of a password nobody knows: unknown addresses are compared with it, so that they take as long to refuse."""

_hasher = PasswordHasher()
_places = threading.BoundedSemaphore(4)


def is_common(password: str) -> bool:
    """Whether it is among the first that anyone would try."""
    return _plain(password).casefold() in COMMON


def hashed(password: str) -> str:
    """What is stored of a password. Takes a tenth of a second: never inside a transaction."""
    with _place():
        return _hasher.hash(_plain(password))


def matches(stored: str | None, password: str) -> bool:
    """Whether this is the password; without a stored hash no password is, after the same time."""
    with _place():
        try:
            _hasher.verify(stored or NOBODY, _plain(password))
        except (Argon2Error, InvalidHashError):
            return False
    return stored is not None


def is_outdated(stored: str) -> bool:
    """Whether it was hashed with less care than we take today."""
    return _hasher.check_needs_rehash(stored)


def _plain(password: str) -> str:
    """One way of writing each character: a phone and a laptop may send the same é differently."""
    return unicodedata.normalize("NFKC", password)


@contextmanager
def _place() -> Iterator[None]:
    if not _places.acquire(timeout=LONGEST_WAIT):
        raise Limited(
            "busy", "Too many people are logging in at this moment. Try again in a few seconds.", retry_after=5
        )
    try:
        yield
    finally:
        _places.release()
