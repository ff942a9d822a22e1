"""The website channel: each publication one post, that follows its text and its end."""

from __future__ import annotations

import re
import threading
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from services.sharing.channels import delivering
from services.sharing.channels.delivering import Deliverer
from services.sharing.model import Delivery, publication_id_of
from services.sharing.queries.waiting import measure_deliveries
from shared import clock, metrics
from shared.events.experiments import UpdateWithdrawn
from shared.events.sharing import (
    DeliveryDelivered,
    DeliveryRetracted,
    PublicationRestated,
)
from shared.ids import new_id
from tests.kit.drain import until
from tests.kit.wordpress_fake import problem
from tests.kit.world import World
from tests.service.sharing.conftest import revised
from tests.service.sharing.website import EDITOR, Desk, decide, publish, state, wanted


@pytest.fixture
def desk(sharing: World) -> Desk:
    return wanted(sharing)


def test_a_publication_becomes_one_post_with_its_way_home_and_readers_see_where(desk: Desk) -> None:
    update = publish(desk)
    assert desk.deliver() == 1
    (post,) = desk.site.shown
    home = f"http://127.0.0.1:8080/publicaties/{publication_id_of(update.update_id)}"
    assert post["content"].startswith(f'<p><a href="{home}">Lees dit op Proeftuin</a></p>')
    assert "<strong>begonnen</strong>" in post["content"]
    assert (post["title"], post["categories"], desk.site.categories) == ("Eerste week", [1], {1: "Proeftuinen"})
    (said,) = desk.world.said(DeliveryDelivered)
    assert isinstance(said, DeliveryDelivered)
    assert (said.channel, said.revision, said.url) == ("website", 1, post["link"])
    seen = desk.world.get(f"/publications/{publication_id_of(update.update_id)}/deliveries").json["items"]
    assert [(each["state"], each["url"], each["remoteId"]) for each in seen] == [("delivered", post["link"], None)]
    (stands,) = desk.world.get(f"/channels/posts?proeftuinId={desk.proeftuin}").json["items"]
    assert (stands["channel"], stands["url"], stands["title"]) == ("website", post["link"], "Eerste week")
    desk.world.post(f"/publications/{publication_id_of(update.update_id)}/_hold", {"reason": "Even kijken."}, **EDITOR)
    assert desk.world.get(f"/channels/posts?proeftuinId={desk.proeftuin}").json["items"] == []


def test_a_new_text_changes_the_post_in_place_and_a_retraction_leaves_a_tombstone(desk: Desk) -> None:
    update = publish(desk)
    desk.deliver()
    desk.world.hear(revised(update, title="Tweede week", body="Het gaat **goed**."))
    desk.deliver()
    (post,) = desk.site.shown
    assert (post["title"], "<strong>goed</strong>" in post["content"]) == ("Tweede week", True)
    desk.world.hear(UpdateWithdrawn(update_id=update.update_id, proeftuin_id=desk.proeftuin))
    desk.deliver()
    (post,) = desk.site.shown
    assert (post["title"], "goed" in post["content"], "teruggetrokken" in post["content"]) == (
        "Teruggetrokken",
        False,
        True,
    )
    assert len(desk.world.said(DeliveryRetracted)) == 1
    assert state(desk, update)["state"] == "retracted"
    with desk.world.service.database.reading() as session:
        assert {(each.title, each.body) for each in session.scalars(select(Delivery))} == {("", "")}


def test_what_was_never_delivered_is_not_delivered_to_be_taken_back(desk: Desk) -> None:
    update = publish(desk)
    desk.hear()
    desk.world.hear(UpdateWithdrawn(update_id=update.update_id, proeftuin_id=desk.proeftuin))
    desk.deliver()
    assert desk.site.posts == {}
    assert len(desk.world.said(DeliveryRetracted)) == 1


def test_only_the_newest_of_texts_that_wait_is_brought(desk: Desk) -> None:
    update = publish(desk)
    desk.hear()
    desk.world.hear(revised(update, title="Twee"), revised(update, title="Drie"))
    assert desk.deliver() == 1
    assert [post["title"] for post in desk.site.shown] == ["Drie"]


def test_a_proeftuin_that_does_not_share_there_is_left_out(desk: Desk) -> None:
    desk.plan(website=False)
    update = publish(desk)
    assert (desk.deliver(), desk.site.posts, state(desk, update)["state"]) == (0, {}, "skipped")


def test_a_plan_that_comes_later_than_the_publication_is_waited_for(sharing: World) -> None:
    desk = Desk(sharing)
    update = publish(desk)
    for days in (0, 1, 20):
        with clock.moved(timedelta(days=days)):
            desk.deliver()
            assert state(desk, update)["state"] == "waiting"
    desk.plan()
    desk.deliver()
    assert len(desk.site.shown) == 1


def test_a_missed_retraction_is_made_up_for_by_restating(desk: Desk) -> None:
    update = publish(desk)
    desk.deliver()
    facts = {name: getattr(update, name) for name in ("update_id", "proeftuin_id", "kind", "language")}
    gone = publication_id_of(update.update_id)
    told = {**facts, "publication_id": gone, "title": "", "body": "", "licence": "", "url": "http://x/"}
    desk.take(PublicationRestated(**told, state="retracted", revision=1))
    desk.deliver()
    assert [post["title"] for post in desk.site.shown] == ["Teruggetrokken"]


def test_one_post_that_is_not_ours_to_change_does_not_stop_the_others(desk: Desk) -> None:
    def foreign(request: httpx.Request) -> httpx.Response | None:
        mine = request.method == "POST" and request.url.path.endswith("/posts/1")
        return problem(403, "rest_cannot_edit", "Sorry, you are not allowed to edit this post.") if mine else None

    one = publish(desk)
    desk.deliver()
    desk.site.before = foreign
    desk.world.hear(revised(one, title="Anders"))
    two = publish(desk)
    desk.deliver()
    assert [state(desk, each)["state"] for each in (one, two)] == ["parked", "delivered"]


def test_the_password_goes_nowhere_but_to_the_address_that_was_given(desk: Desk) -> None:
    elsewhere = {"Link": '<http://www.example.org/wp-json/>; rel="https://api.w.org/"'}
    desk.site.before = lambda r: httpx.Response(200, headers=elsewhere) if r.method == "HEAD" else None
    publish(desk)
    desk.deliver()
    assert [each for each in desk.site.asked if not each.startswith("HEAD")] == []


def test_who_sends_again_after_weeks_has_the_whole_patience_again(desk: Desk) -> None:
    desk.site.before = lambda request: httpx.Response(503)
    update = publish(desk)
    desk.deliver()
    with clock.moved(timedelta(days=15)):
        desk.deliver()
        assert state(desk, update)["state"] == "parked"
        decide(desk, update, "resend")
        desk.deliver()
        assert state(desk, update)["state"] == "waiting"


def test_two_days_of_outage_drain_in_order_without_a_second_post(desk: Desk) -> None:
    def down(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("down")

    desk.site.before = down
    titles = [f"Week {number}" for number in range(1, 9)]
    for title in titles:
        publish(desk, title=title)
    for hours in range(0, 49, 6):
        with clock.moved(timedelta(hours=hours)):
            desk.deliver()
    desk.site.before = lambda request: None
    with clock.moved(timedelta(hours=60)):
        desk.deliver()
    assert [post["title"] for post in desk.site.shown] == titles


def test_scripts_shortcodes_and_html_reach_nobody(desk: Desk) -> None:
    body = "<script>alert(1)</script> [gallery id=1] [a](javascript:alert(1)) ![x](http://x/y.png) <b onclick=x>b</b>"
    publish(desk, title="<img src=x onerror=alert(1)> [embed]", body=body)
    desk.deliver()
    (post,) = desk.site.shown
    for text in (post["content"], post["title"], post["excerpt"]):
        assert not any(bad in text for bad in ("<script", "<img", "[", "]", "<b ")), text
    assert 'href="javascript' not in post["content"]


def test_a_text_that_is_there_already_is_not_sent_again_after_a_rebuild(desk: Desk) -> None:
    publish(desk)
    desk.deliver()
    before = len([each for each in desk.site.asked if each.startswith("POST")])
    desk.heard = 0
    desk.deliver()
    assert len([each for each in desk.site.asked if each.startswith("POST")]) == before


def test_what_waits_and_for_how_long_is_measured_and_who_has_nothing_to_do_writes_nothing(desk: Desk) -> None:
    desk.site.before = lambda request: problem(400, "rest_invalid_param", "No.") if request.method == "POST" else None
    publish(desk)
    desk.deliver()
    desk.site.before = lambda request: httpx.Response(503)
    publish(desk)
    desk.deliver()
    with clock.moved(timedelta(minutes=2)), desk.world.service.database.reading() as session:
        measure_deliveries(["website"], session)
    told = metrics.exposition().decode()
    for line in ('deliveries_open{channel="website",state="parked"} 1.0', 'channel_paused{channel="website"} 0.0'):
        assert line in told
    assert 120 <= float(re.search(r'delivery_oldest_seconds{channel="website",state="waiting"} (\S+)', told)[1]) < 150  # type: ignore[index]
    database = desk.world.service.database
    with database.transaction():  # on SQLite whoever wants to write now has to wait for us
        assert not desk.deliverer.step()


def test_who_has_nothing_to_do_rests_long_and_is_woken_by_what_is_heard(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    resting, stop = threading.Event(), threading.Event()
    monkeypatch.setattr(delivering, "IDLE", 3600.0)
    monkeypatch.setattr(Deliverer, "_rest", told_by(resting, Deliverer._rest))
    working = threading.Thread(target=desk.process.threads["deliver"], args=(stop,))
    working.start()
    try:
        assert resting.wait(60)
        publish(desk)
        desk.hear()
        until(lambda: desk.site.shown, 60)
    finally:
        stop.set()
        working.join(60)
    assert not working.is_alive(), "nor does resting keep the process from ending"


def told_by(event: threading.Event, deed: Any) -> Any:
    """The same deed, which says that it begins."""

    def telling(*given: Any) -> Any:
        event.set()
        return deed(*given)

    return telling


def test_two_processes_bring_one_delivery_once(desk: Desk) -> None:
    publish(desk)
    desk.hear()
    other = Deliverer(desk.world.service.database, desk.deliverer.channel)
    assert [desk.deliverer.step(), other.step()] == [True, False]
    with desk.world.service.database.reading() as session:
        assert [each.attempts for each in session.query(Delivery)] == [1]


def test_an_editor_sees_what_is_open_on_every_channel_and_decides_with_a_reason(desk: Desk) -> None:
    desk.site.before = lambda request: problem(400, "rest_invalid_param", "No.") if request.method == "POST" else None
    one, two = publish(desk, title="Een"), publish(desk, title="Twee")
    desk.deliver()
    listed = desk.world.get("/channels/deliveries?state=parked&channel=website&limit=1", **EDITOR).json
    assert [(each["title"], each["state"]) for each in listed["items"]] == [("Twee", "parked")]
    rest = desk.world.get(listed["next"].removeprefix("/api/sharing/v1"), **EDITOR).json["items"]
    assert [each["publicationId"] for each in rest] == [str(publication_id_of(one.update_id))]
    path = f"/publications/{publication_id_of(two.update_id)}/deliveries/website/_discard"
    assert desk.world.post(path, {"reason": "Dubbel."}, **EDITOR).json["decidedWhy"] == "Dubbel."
    desk.site.before, desk.site.password = (lambda request: None), "revoked"
    publish(desk)
    desk.deliver()
    (channel,) = desk.world.get("/channels", **EDITOR).json["items"]
    assert channel["open"] == {"parked": 1, "waiting": 1}
    assert "incorrect_password" in channel["pausedWhy"]
    assert desk.world.post("/channels/website/_resume", **EDITOR).json["items"][0]["pausedAt"] is None
    assert desk.world.post("/channels/website/_resume", **EDITOR).status_code == 409
    assert desk.world.get("/channels/deliveries", by=new_id()).status_code == 403
