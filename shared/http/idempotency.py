"""Idempotency-Key: a POST that is sent again gets the first answer again, and happens once.

The key's row commits with the change and its outbox rows. A repeat that comes while the first is still under way waits
for it: on PostgreSQL at the unique key, on SQLite at the writer's door.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta

from flask import Response, request
from sqlalchemy import select, text, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from werkzeug.exceptions import UnprocessableEntity

from shared import clock
from shared.bus.sql import insert_new
from shared.bus.tables import idempotency
from shared.errors import Conflict, Invalid
from shared.http.door import actor, database

KEPT = timedelta(hours=24)
HEADERS = ("Content-Type", "Location", "ETag")


class _NotStored(Exception):
    """Undoes the transaction of an answer that is not a success, and carries the answer out."""

    def __init__(self, response: Response) -> None:
        self.response = response


def once(key: str, answer: Callable[[], Response]) -> Response:
    """The stored answer to this key, or a new one, stored in the transaction of its own change."""
    if not 1 <= len(key) <= 200 or not key.isprintable():
        raise Invalid("invalid-idempotency-key", "An Idempotency-Key has 1 to 200 printable characters.")
    try:
        with database().joining() as session:
            return _stored(session, key) or _store(session, key, answer())
    except _NotStored as kept_out:
        return kept_out.response
    except OperationalError as error:
        if "lock timeout" in str(error.orig):
            raise Conflict("still-under-way", "The first request with this key is still under way.") from error
        raise


def _row(key: str) -> dict[str, str]:
    principal = str(actor().person_id or actor().client_id or request.remote_addr or "visitor")
    return {"key": key, "principal": principal, "route": f"{request.method} {request.path}"[:200]}


def _fingerprint() -> str:
    digest = hashlib.sha256(request.get_data(cache=True))
    digest.update(request.query_string)
    return digest.hexdigest()


def _where(key: str) -> list[object]:
    return [idempotency.c[name] == value for name, value in _row(key).items()]


def _stored(session: Session, key: str) -> Response | None:
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET LOCAL lock_timeout = '5s'"))
    claim = {**_row(key), "fingerprint": _fingerprint(), "expires_at": clock.now() + KEPT}
    insert_new(session, idempotency, [claim])
    row = session.execute(select(idempotency).where(*_where(key))).one()  # type: ignore[arg-type]
    if row.fingerprint != claim["fingerprint"]:
        raise UnprocessableEntity("This Idempotency-Key was used for another request. Take a new one.")
    if row.status is None:
        return None
    response = Response(row.response, row.status, headers=json.loads(row.headers))
    response.headers["Idempotent-Replayed"] = "true"
    return response


def _store(session: Session, key: str, response: Response) -> Response:
    if not 200 <= response.status_code < 300:
        raise _NotStored(response)
    kept = {name: response.headers[name] for name in HEADERS if name in response.headers}
    values = {"status": response.status_code, "headers": json.dumps(kept), "response": response.get_data()}
    session.execute(update(idempotency).where(*_where(key)).values(**values))  # type: ignore[arg-type]
    return response
