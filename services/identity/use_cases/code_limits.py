"""How often a code may be wrong: per account and address, and per account a day. Who gets here has proven something."""

from __future__ import annotations

from uuid import UUID

from shared.db import Database
from shared.http.limits import limited, refuse_spent

Bucket = tuple[str, int, int]


def code_buckets(address: str, person_id: UUID | None) -> list[Bucket]:
    """What wrong codes for this account count in: a millionth chance a try, a hundred tries a day."""
    return [
        (f"failed-code|{address}|{person_id}", 10, 900),
        (f"failed-code|anywhere|{person_id or address}", 100, 86_400),
    ]


def refuse_codes(database: Database, buckets: list[Bucket]) -> None:
    """Raises Limited where too many codes were wrong already."""
    for bucket, most, seconds in buckets:
        refuse_spent(database, bucket, most=most, seconds=seconds)


def count_codes(database: Database, buckets: list[Bucket]) -> None:
    """Another one was wrong."""
    for bucket, most, seconds in buckets:
        limited(database, bucket, most=most, seconds=seconds)
