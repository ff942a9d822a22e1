"""What the backbone keeps is gone when its time is over, as docs/privacy.md says; tried with a moved clock."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Table, func, insert, select, update

from shared import clock
from shared.bus import retention
from shared.bus.tables import erased_person, export_part, idempotency, inbox, outbox, rate_limit, revoked_session
from shared.errors import Limited
from shared.events.identity import ExportRequested, PersonErased, SessionRevoked
from shared.http import limited
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


def test_how_often_somebody_tried_is_forgotten_once_he_may_try_again(world: World) -> None:
    """The digest of an address can be guessed: it is not kept for ever because nobody came back."""
    database, day = world.service.database, 86_400
    limited(database, "log-in|ans@example.org", most=1, seconds=day)
    left = timedelta(seconds=day - clock.now().timestamp() % day)
    with clock.moved(left - timedelta(minutes=1)):
        assert count(world, rate_limit) == 1
        with pytest.raises(Limited):
            limited(database, "log-in|ans@example.org", most=1, seconds=day)
    with clock.moved(left + timedelta(seconds=1)):
        assert count(world, rate_limit) == 0


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
