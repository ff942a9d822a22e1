"""What an operator's alarms look at is measured by who keeps working when the one it is about is gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from services.sharing.service import build
from services.sharing.use_cases.amqp_subscriptions import READER
from services.sharing.use_cases.log_readers import begin_reading, move_to
from shared import clock, metrics
from shared.worker import measure
from tests.kit.webhook_receiver import Receiver, Reply, receiving
from tests.kit.world import sqlite_url, world_of
from tests.service.sharing.webhooks import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    settings = {"webhooks_on_this_machine": True, "amqp_address": "amqps://proeftuin.example.org:5671"}
    world = world_of(build, sqlite_url(build, tmp_path), **settings)
    yield Desk(world)
    world.close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


def measured(desk: Desk, name: str) -> float:
    """What sharing's worker says of this now."""
    measure(desk.world.service)
    found = re.search(rf"^{re.escape(name)} (\S+)$", metrics.exposition().decode(), re.MULTILINE)
    assert found, f"{name} is not measured"
    return float(found[1])


def test_webhooks_wait_too_where_nobody_is_there_to_make_deliveries_of_what_happens(
    desk: Desk, receiver: Receiver
) -> None:
    desk.active(receiver)
    assert measured(desk, "webhook_oldest_seconds") == 0
    desk.post_update()  # and no sending process looks
    with clock.moved(timedelta(minutes=11)):
        assert measured(desk, "webhook_oldest_seconds") > 600
        assert measured(desk, "webhook_failing") == 0
    desk.send()
    assert measured(desk, "webhook_oldest_seconds") == 0


def test_what_waits_for_an_address_that_fails_is_told(desk: Desk, receiver: Receiver) -> None:
    desk.active(receiver)
    receiver.answer = lambda got: Reply(500)
    desk.post_update()
    desk.send()
    with clock.moved(timedelta(minutes=11)):
        assert measured(desk, "webhook_oldest_seconds") > 600
    assert measured(desk, "webhook_pending") == measured(desk, "webhook_failing") == 1


def test_how_far_the_log_is_ahead_of_amqp_is_told_without_its_process(desk: Desk) -> None:
    with desk.world.service.database.transaction() as session:
        begin_reading(session, READER)
    desk.post_update()
    assert measured(desk, f'log_behind{{reader="{READER}"}}') == 1
    with desk.world.service.database.transaction() as session:
        move_to(session, READER, 1)
    assert measured(desk, f'log_behind{{reader="{READER}"}}') == 0
