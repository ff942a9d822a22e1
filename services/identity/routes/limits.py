"""How often a code may be wrong: per account and address, and per account a day. Who gets here has the password."""

from __future__ import annotations

from uuid import UUID

from shared.http import database, limited
from shared.http.limits import client_address, refuse_spent

Bucket = tuple[str, int, int]


def code_buckets(person_id: UUID | None) -> list[Bucket]:
    """What wrong codes for this account count in: a millionth chance a try, a hundred tries a day."""
    return [
        (f"failed-code|{client_address()}|{person_id}", 10, 900),
        (f"failed-code|anywhere|{person_id or client_address()}", 100, 86_400),
    ]


def refuse_codes(buckets: list[Bucket]) -> None:
    """Raises Limited where too many codes were wrong already."""
    for bucket, most, seconds in buckets:
        refuse_spent(database(), bucket, most=most, seconds=seconds)


def count_codes(buckets: list[Bucket]) -> None:
    """Another one was wrong."""
    for bucket, most, seconds in buckets:
        limited(database(), bucket, most=most, seconds=seconds)
