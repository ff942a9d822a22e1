"""One service's part of what someone asked to have: made at once, fetched with his own token, gone in a day."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Table, delete, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from shared import clock
from shared.actor import Actor
from shared.bus.sql import insert_new
from shared.bus.tables import export_part
from shared.errors import NotFound
from shared.http.schemas import camel
from shared.privacy.erasing import erased_among

Part = dict[str, Any]
MACHINERY = ("version", "heard")
PEOPLE = frozenset(
    {
        "person_id",
        "author_id",
        "actor_id",
        "about_id",
        "requested_by",
        "confirmed_by",
        "proposed_by",
        "represented_by",
        "accepted_by",
        "assigned_by",
        "granted_by",
        "retracted_by",
        "held_by",
        "owner_id",
        "reporter_id",
        "created_by",
        "opened_by",
        "barred_by",
        "lifted_by",
        "made_by",
        "decided_by",
        "hidden_by",
    }
)
"""The columns, of whatever table, that name a person."""


def keep_part(session: Session, *, export_id: UUID, person_id: UUID, expires_at: datetime, part: Part) -> bool:
    """Hold this part ready until it expires; whether there is any use in it: nobody fetches for who was erased."""
    if erased_among(session, [person_id]) or expires_at <= clock.now():
        return False
    session.execute(delete(export_part).where(export_part.c.person_id == person_id))
    body = json.dumps(part, ensure_ascii=False, default=_plain).encode()
    row = {"export_id": export_id, "person_id": person_id, "body": body, "expires_at": expires_at}
    insert_new(session, export_part, [row])
    return True


def part_of(session: Session, actor: Actor, export_id: UUID) -> Part:
    """The actor's own part. Raises NotFound for anybody else's, and for what is not ready or not there any more."""
    own = (export_part.c.export_id == export_id, export_part.c.person_id == actor.person)
    query = select(export_part.c.body).where(*own, export_part.c.expires_at > clock.now())
    body = session.execute(query).scalar_one_or_none()
    if body is None:
        raise NotFound("no-such-export", "There is no such export of yours, it is not ready yet, or its day is over.")
    part: Part = json.loads(body)
    return part


def rows_about(
    session: Session, person_id: UUID, *columns: InstrumentedAttribute[Any], leave_out: Collection[str] = ()
) -> list[Part]:
    """Every row of one table in which one of these columns names the person, oldest first.

    All its columns, so that none comes out empty or is forgotten; but not the versions that only the machinery
    needs, and not the other people whom the row may name: they did not ask for this.
    """
    table = columns[0].class_.__table__
    assert isinstance(table, Table)
    about = or_(*(table.c[column.key] == person_id for column in columns))
    query = select(table).where(about).order_by(*table.primary_key)
    return [_own_view(row._mapping, person_id, {*MACHINERY, *leave_out}) for row in session.execute(query)]


def _own_view(row: Mapping[Any, Any], person_id: UUID, leave_out: Collection[str]) -> Part:
    return {
        camel(name): value
        for name, value in row.items()
        if name not in leave_out and (name not in PEOPLE or value == person_id)
    }


def _plain(value: object) -> str:
    """Moments, dates, exact numbers and ids as text; anything else would be a column nobody thought of."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    raise TypeError(f"an export cannot hold {type(value).__name__}")
