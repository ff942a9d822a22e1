"""Two days without Part-up, and a process that dies on the way, on both databases: nothing lost, nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from shared import clock
from shared.events.sharing import DeliveryDelivered
from shared.failpoints import Failed, arm
from tests.kit.partup.server import LOST
from tests.kit.world import World
from tests.service.sharing.conftest import revised
from tests.service.sharing.partup import INSERT, UPDATE, PartupDesk, desk_of


@pytest.fixture
def desk(sharing: World) -> Iterator[PartupDesk]:
    with desk_of(sharing) as made:
        yield made


@pytest.mark.parametrize("point", ["channel.before_call", "channel.after_call"])
def test_a_process_that_dies_on_the_way_loses_nothing_and_posts_nothing_twice(desk: PartupDesk, point: str) -> None:
    desk.publish()
    desk.hear()
    arm(f"{point}=error")
    try:
        with pytest.raises(Failed):
            desk.deliverer.step()
    finally:
        arm("")
    desk.restart()
    desk.deliver()
    assert (desk.titles, desk.fake.house.notified) == (["Eerste week"], 1)
    assert len(desk.world.said(DeliveryDelivered)) == 1


def test_two_days_of_outage_drain_in_order_without_a_second_message(desk: PartupDesk) -> None:
    titles = [f"Week {number}" for number in range(1, 7)]
    for title in titles:
        desk.publish(title=title)
    for hours in range(0, 49, 6):
        desk.fake.down = hours != 24  # and for a moment it seems to work
        desk.fake.mishaps.extend([(INSERT, LOST)] if hours == 24 else [])
        with clock.moved(timedelta(hours=hours)):
            for _ in titles if hours != 24 else [0]:
                desk.hear()
                desk.deliverer.step()
    assert len(desk.texts) == 1
    desk.fake.down = False
    desk.restart()
    with clock.moved(timedelta(hours=60)):
        desk.deliver()
    assert (desk.titles, desk.fake.house.notified) == (titles, len(titles))
    assert len(desk.world.said(DeliveryDelivered)) == len(titles)


def test_what_is_in_doubt_stays_so_while_nobody_is_in_also_when_the_old_text_comes_back(desk: PartupDesk) -> None:
    update = desk.publish(title="Oud")
    desk.deliver()
    desk.fake.mishaps.append((UPDATE, LOST))
    desk.world.hear(revised(update, title="Nieuw"))
    desk.deliver()
    desk.fake.down = True
    with clock.moved(timedelta(minutes=1)):
        desk.deliver()
        assert (desk.titles, desk.state(update)["state"]) == (["Nieuw"], "unknown")
        desk.world.hear(revised(update, title="Oud"))
        desk.deliver()
    desk.fake.down = False
    with clock.moved(timedelta(hours=1)):
        desk.deliver()
    assert (desk.titles, desk.state(update)["state"]) == (["Oud"], "delivered")
