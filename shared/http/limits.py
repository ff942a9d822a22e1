"""Rate limits in a small table of the service's own: they survive restarts and hold over several workers."""

from __future__ import annotations

import hashlib
from ipaddress import ip_address, ip_network

from flask import request
from sqlalchemy import select

from shared import clock
from shared.bus.sql import insert
from shared.bus.tables import rate_limit
from shared.db import Database
from shared.errors import Limited


def client_address() -> str:
    """Where the caller is, as the trusted proxy saw it: his IPv4 address, or the IPv6 network that is his.

    Every home has at least a /64 of IPv6, in which it may take as many addresses as it likes.
    """
    given = (request.remote_addr or "unknown").partition("%")[0]
    try:
        found = ip_address(given)
    except ValueError:
        return given
    if found.version == 4:
        return str(found)
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False))


def limited(database: Database, bucket: str, *, most: int, seconds: int) -> None:
    """Count one use of `bucket`; raises Limited after `most` within a window of `seconds`.

    Counted in a transaction of its own, so that a refused request counts too. The bucket is stored as a digest:
    it may be made of an address or an e-mail address, and nobody should read those here. A row is its bucket's present
    window, named by the second at which that is over: then `retention` takes it away.
    """
    name, over = _window(bucket, seconds)
    with database.transaction() as session:
        taken = insert(session, rate_limit).values(bucket=name, window=over, count=1)
        taken = taken.on_conflict_do_update(
            index_elements=["bucket", "window"], set_={"count": rate_limit.c.count + 1}
        ).returning(rate_limit.c.count)
        count: int = session.execute(taken).scalar_one()
    if count > most:
        raise _too_many(over)


def refuse_spent(database: Database, bucket: str, *, most: int, seconds: int) -> None:
    """Raises Limited where `bucket` was used `most` times within this window already; counts nothing itself.

    For a limit on failures only: looked at before the try, counted (with `limited`) after it failed.
    """
    name, over = _window(bucket, seconds)
    query = select(rate_limit.c.count).where(rate_limit.c.bucket == name, rate_limit.c.window == over)
    with database.reading() as session:
        if (session.execute(query).scalar() or 0) >= most:
            raise _too_many(over)


def _window(bucket: str, seconds: int) -> tuple[str, int]:
    moment = int(clock.now().timestamp())
    return hashlib.sha256(f"{bucket}|{seconds}".encode()).hexdigest(), moment - moment % seconds + seconds


def _too_many(over: int) -> Limited:
    left = max(1, over - int(clock.now().timestamp()))
    return Limited("too-many", "Too many tries in a short time. Wait a moment.", retry_after=left)
