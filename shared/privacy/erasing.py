"""Forgetting a person in one service's database: who it was, and the id of nobody that takes his place.

One id for all former participants, not one each: what they wrote must not lead from one text to the next.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Table, delete, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from shared import clock
from shared.bus.sql import insert_new, one_of
from shared.bus.tables import erased_person, export_part, idempotency

FORMER = UUID("00000000-0000-7000-8000-000000000000")
"""The id of every former participant. Nobody logs in with it; identity answers it with “oud-deelnemer”."""

ERASED = "erased"
"""Where a transaction that applies a batch keeps, in `session.info`, who of the people named in it were erased."""

UNDER_WAY = timedelta(hours=1)
"""For how long a request that began before the word came may still write something of a person."""


def forget_person(session: Session, person_id: UUID) -> None:
    """Remember that this person is to be forgotten, and forget what the backbone itself keeps of him."""
    insert_new(session, erased_person, [{"person_id": person_id, "erased_at": clock.now()}])
    if ERASED in session.info:
        session.info[ERASED].add(person_id)
    session.execute(delete(idempotency).where(idempotency.c.principal == str(person_id)))
    session.execute(delete(export_part).where(export_part.c.person_id == person_id))


def erased_among(session: Session, ids: Iterable[UUID]) -> set[UUID]:
    """Those of these ids that belong to people who were erased."""
    return set(
        session.scalars(select(erased_person.c.person_id).where(one_of(session, erased_person.c.person_id, ids)))
    )


def erased_lately(session: Session) -> list[UUID]:
    """Whom to look for again: a request under way may have written in his name after the word came."""
    recent = erased_person.c.erased_at > clock.now() - UNDER_WAY
    return list(session.scalars(select(erased_person.c.person_id).where(recent)))


def replace_person(session: Session, person_id: UUID, *columns: InstrumentedAttribute[Any]) -> None:
    """Let the id of nobody stand wherever these columns name the person."""
    for column in columns:
        table = column.class_.__table__
        assert isinstance(table, Table)
        session.execute(update(table).where(table.c[column.key] == person_id).values({column.key: FORMER}))
