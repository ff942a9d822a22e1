"""The website channel when an answer was lost: what may be there is looked for, and nothing is posted twice."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from shared import clock
from shared.events.experiments import UpdateWithdrawn
from shared.events.sharing import (
    DeliveryDelivered,
)
from shared.failpoints import Failed, arm
from tests.kit.world import World
from tests.service.sharing.conftest import revised
from tests.service.sharing.website import Desk, publish, state, wanted


@pytest.fixture
def desk(sharing: World) -> Desk:
    return wanted(sharing)


def test_a_lost_answer_is_looked_after_and_makes_no_second_post(desk: Desk) -> None:
    def lose(request: httpx.Request) -> None:
        if request.method == "POST" and request.url.path.endswith("/posts"):
            raise httpx.ReadTimeout("lost")

    desk.site.after = lose
    update = publish(desk)
    desk.deliver()
    assert (state(desk, update)["state"], len(desk.site.posts)) == ("unknown", 1)
    desk.site.after = lambda request: None
    with clock.moved(timedelta(minutes=1)):
        desk.deliver()
    assert (state(desk, update)["state"], len(desk.site.posts)) == ("delivered", 1)


@pytest.mark.parametrize("arrived", [True, False])
def test_a_text_that_was_taken_back_meanwhile_is_not_sent_to_be_sure_of_it(desk: Desk, arrived: bool) -> None:
    def lose(request: httpx.Request) -> None:
        if request.method == "POST" and request.url.path.endswith("/posts"):
            raise httpx.ReadTimeout("lost")

    setattr(desk.site, "after" if arrived else "before", lose)
    update = publish(desk, title="Geheim")
    desk.deliver()
    assert state(desk, update)["state"] == "unknown"
    setattr(desk.site, "after" if arrived else "before", lambda request: None)
    desk.site.asked.clear()
    desk.world.hear(UpdateWithdrawn(update_id=update.update_id, proeftuin_id=desk.proeftuin))
    with clock.moved(timedelta(minutes=1)):
        desk.deliver()
    assert state(desk, update)["state"] == "retracted"
    assert [post["title"] for post in desk.site.posts.values()] == (["Teruggetrokken"] if arrived else [])
    assert len([each for each in desk.site.asked if each.startswith("POST")]) == arrived


def test_of_a_text_that_may_have_arrived_only_the_newer_one_is_sent(desk: Desk) -> None:
    desk.site.before = lambda request: httpx.Response(503) if request.method == "POST" else None
    update = publish(desk, title="Eerst")
    desk.deliver()
    desk.site.before = lambda request: None
    desk.site.asked.clear()
    desk.world.hear(revised(update, title="Beter"))
    with clock.moved(timedelta(minutes=1)):
        desk.deliver()
    assert [post["title"] for post in desk.site.shown] == ["Beter"]
    assert len([each for each in desk.site.asked if each.startswith("POST") and each.endswith("/posts")]) == 1


def test_what_may_not_have_arrived_stays_away_where_the_plan_says_no_meanwhile(desk: Desk) -> None:
    desk.site.before = lambda request: httpx.Response(503) if request.method == "POST" else None
    update = publish(desk)
    desk.deliver()
    desk.site.before = lambda request: None
    desk.plan(website=False)
    with clock.moved(timedelta(minutes=1)):
        desk.deliver()
    assert (state(desk, update)["state"], desk.site.posts) == ("skipped", {})


@pytest.mark.parametrize("point", ["channel.before_call", "channel.after_call"])
def test_a_process_that_dies_on_the_way_loses_nothing_and_posts_nothing_twice(desk: Desk, point: str) -> None:
    publish(desk)
    desk.hear()
    arm(f"{point}=error")
    try:
        with pytest.raises(Failed):
            desk.deliverer.step()
    finally:
        arm("")
    desk.restart()
    desk.heard = len(desk.world.said())
    assert desk.deliverer.step()
    assert len(desk.site.posts) == 1
    assert len(desk.world.said(DeliveryDelivered)) == 1
