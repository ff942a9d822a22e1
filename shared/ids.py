"""Identifiers: UUIDv7 everywhere, so that ids sort by the moment they were made."""

from __future__ import annotations

from uuid import UUID

import uuid_utils


def new_id() -> UUID:
    """A new UUIDv7 as the standard library's UUID."""
    return UUID(int=uuid_utils.uuid7().int)
