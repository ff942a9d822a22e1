"""What the backbone keeps is gone when its time is over, as docs/privacy.md says; tried with a moved clock."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Table, func, insert, select, update

from shared import clock
from shared.bus import retention
from shared.bus.tables import erased_person, export_part, idempotency, inbox, outbox, revoked_session
from shared.events.identity import ExportRequested, PersonErased, SessionRevoked
from shared.ids import new_id
from tests.kit.world import World
from tests.service.ideas.acts import open_idea

KEPT = [
    (outbox, timedelta(days=30)),
    (inbox, timedelta(days=60)),
    (idempotency, timedelta(hours=24)),
    (export_part, timedelta(hours=24)),
    (revoked_session, timedelta(minutes=11)),
    (erased_person, timedelta(days=400)),
]


@pytest.mark.parametrize(("table", "time"), KEPT, ids=lambda each: getattr(each, "name", ""))
def test_it_is_kept_for_its_time_and_not_longer(world: World, table: Table, time: timedelta) -> None:
    began = clock.now()
    leave_traces(world, began)
    assert count(world, table) > 0
    with clock.moved(time - timedelta(minutes=1)):
        assert count(world, table) > 0
    with clock.moved(time + timedelta(minutes=2)):
        assert count(world, table) == 0


def leave_traces(world: World, now: datetime) -> None:
    """Something in every table of the backbone."""
    open_idea(world)
    day = now + timedelta(hours=24)
    world.hear(
        PersonErased(person_id=new_id()),
        ExportRequested(person_id=new_id(), export_id=new_id(), expires_at=day),
        SessionRevoked(person_id=new_id(), session_id=new_id(), until=now + timedelta(minutes=11)),
    )
    row = {"key": "k", "principal": "p", "route": "POST /", "fingerprint": "f", "expires_at": day}
    with world.service.database.transaction() as session:
        session.execute(insert(idempotency).values(**row))
        session.execute(update(outbox).values(published_at=now))


def count(world: World, table: Table) -> int:
    """How many rows are left after tidying up now."""
    with world.service.database.transaction() as session:
        retention.tidy(session)
        return session.execute(select(func.count()).select_from(table)).scalar_one()
