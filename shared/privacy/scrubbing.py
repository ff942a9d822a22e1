"""After an erasure the database's file has to forget too. Noted in the table: a crash in between is made up for."""

from __future__ import annotations

from sqlalchemy import select, update

from shared import clock
from shared.bus.tables import erased_person
from shared.db import Database


def scrub_after_erasures(database: Database) -> None:
    """Write the file anew where somebody was erased since the last time; nothing to do costs one small look."""
    with database.reading() as session:
        waiting = list(session.scalars(select(erased_person.c.person_id).where(erased_person.c.scrubbed_at.is_(None))))
    if waiting and database.scrub():
        with database.transaction() as session:
            done = update(erased_person).where(erased_person.c.person_id.in_(waiting))
            session.execute(done.values(scrubbed_at=clock.now()))
