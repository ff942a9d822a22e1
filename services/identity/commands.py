"""identity's own operator commands."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from services.identity import use_cases
from services.identity.model import password
from shared.errors import Conflict, Invalid
from shared.service import Service

Command = Callable[[Service, Sequence[str]], None]


def create_admin(service: Service, arguments: Sequence[str]) -> None:
    """Make ADMIN_EMAIL an admin with ADMIN_PASSWORD, confirmed already; running it again sets that password anew."""
    settings = service.settings
    if not settings.admin_email or len(settings.admin_password) < password.SHORTEST:
        raise Invalid("no-admin", "Set ADMIN_EMAIL, and ADMIN_PASSWORD of at least eight characters.")
    password_hash = password.hashed(settings.admin_password)
    with service.database.transaction() as session:
        use_cases.make_admin(session, email=settings.admin_email, password_hash=password_hash)
    print(f"{settings.admin_email} is an admin, with the password that was given")


def rotate_signing_key(service: Service, arguments: Sequence[str]) -> None:
    """Publish a new signing key; it takes over in a quarter of an hour, and nobody has to log in again."""
    with service.database.transaction() as session:
        use_cases.rotate_signing_key(session, service.settings)
    print("a new key is published; it takes over in a quarter of an hour")


def erase_person(service: Service, arguments: Sequence[str]) -> None:
    """Read an address from standard input and erase that account, for who asks for it and cannot log in himself."""
    try:
        with service.database.transaction() as session:
            erased = use_cases.erase_person_at(session, sys.stdin.readline())
    except Conflict as error:
        ways = "".join(f"\n{reason.pointer} {reason.message} {reason.how}" for reason in error.reasons)
        raise Conflict(error.code, f"{error.message}{ways}") from error
    print(f"{erased} is erased here; the other services are told. Their receipts come within minutes.")


commands: dict[str, Command] = {
    "create-admin": create_admin,
    "erase-person": erase_person,
    "rotate-signing-key": rotate_signing_key,
}
