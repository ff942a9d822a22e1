"""The website channel when the site refuses: what is waited out, what is parked, and what an editor decides."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from services.sharing.model import publication_id_of
from shared import clock
from shared.errors import Invalid
from shared.events.sharing import (
    DeliveryFailed,
    DeliveryParked,
)
from shared.ids import new_id
from tests.kit.wordpress_fake import problem
from tests.kit.world import World
from tests.service.sharing.conftest import revised
from tests.service.sharing.website import EDITOR, Desk, decide, publish, state, wanted


@pytest.fixture
def desk(sharing: World) -> Desk:
    return wanted(sharing)


def test_trouble_there_is_waited_out_and_told_once(desk: Desk) -> None:
    desk.site.before = lambda request: httpx.Response(503) if request.method == "GET" else None
    update = publish(desk)
    desk.deliver()
    assert state(desk, update)["state"] == "waiting"
    with clock.moved(timedelta(seconds=10)):
        desk.deliver()
    assert len(desk.world.said(DeliveryFailed)) == 1
    desk.site.before = lambda request: None
    with clock.moved(timedelta(hours=1)):
        desk.deliver()
    assert len(desk.site.shown) == 1


def test_too_often_is_waited_for_as_long_as_they_say(desk: Desk) -> None:
    desk.site.before = lambda r: problem(429, "too_many", "Slow down.", **{"Retry-After": "900"})
    update = publish(desk)
    desk.deliver()
    desk.site.before = lambda request: None
    with clock.moved(timedelta(minutes=14)):
        assert desk.deliver() == 0
    with clock.moved(timedelta(minutes=16)):
        desk.deliver()
    assert state(desk, update)["state"] == "delivered"


def test_a_refused_log_in_stops_the_channel_and_not_one_post_after_the_other(desk: Desk) -> None:
    desk.site.password = "revoked"
    first, second = publish(desk), publish(desk)
    assert desk.deliver() == 1
    asked = len(desk.site.asked)
    assert (desk.deliver(), len(desk.site.asked)) == (0, asked), "no hot loop"
    assert [state(desk, each)["state"] for each in (first, second)] == ["waiting", "pending"]
    desk.site.password = "abcd efgh ijkl mnop"
    desk.restart()
    desk.heard = len(desk.world.said())
    while desk.deliverer.step():
        pass
    assert len(desk.site.shown) == 2


def test_what_they_refuse_is_parked_for_an_editor_who_sends_it_again_or_lets_it_be(desk: Desk) -> None:
    desk.site.before = lambda request: problem(400, "rest_invalid_param", "No.") if request.method == "POST" else None
    one, two = publish(desk), publish(desk)
    desk.deliver()
    assert [state(desk, each)["state"] for each in (one, two)] == ["parked", "parked"]
    assert "rest_invalid_param" in state(desk, one)["lastError"]
    assert len(desk.world.said(DeliveryParked)) == 2
    reader = desk.world.get(f"/publications/{publication_id_of(one.update_id)}/deliveries").json["items"]
    assert reader == [], "what is stuck is nobody's business but the editors'"
    desk.site.before = lambda request: None
    assert decide(desk, one, "resend").json["state"] == "pending"
    assert decide(desk, two, "discard").json["state"] == "discarded"
    desk.deliver()
    assert [state(desk, each)["state"] for each in (one, two)] == ["delivered", "discarded"]
    assert decide(desk, one, "resend").status_code == 409
    for verb in ("resend", "discard"):
        path = f"/publications/{publication_id_of(one.update_id)}/deliveries/website/_{verb}"
        assert desk.world.post(path, by=new_id()).status_code == 403


def test_an_operator_has_what_is_stuck_sent_again_or_lets_it_be(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.site.before = lambda request: problem(400, "rest_invalid_param", "No.") if request.method == "POST" else None
    one, two = (str(publication_id_of(publish(desk).update_id)) for _ in range(2))
    desk.deliver()
    commands = desk.world.service.commands
    commands["deliveries"](desk.world.service, [])
    listed = capsys.readouterr().out
    assert f"website {one} parked" in listed
    assert f"website {two} parked" in listed
    desk.site.before = lambda request: None
    commands["resend"](desk.world.service, ["website", one])
    commands["discard"](desk.world.service, ["website", two, "Staat er al."])
    desk.deliver()
    seen = [desk.world.get(f"/publications/{each}/deliveries/website", **EDITOR).json for each in (one, two)]
    assert [each["state"] for each in seen] == ["delivered", "discarded"]
    assert seen[1]["decidedWhy"] == "Staat er al."
    for wrong in ([], ["website", "x"], ["website", two]):
        with pytest.raises(Invalid, match="Name a channel"):
            commands["discard"](desk.world.service, wrong)


def test_a_retraction_they_refused_is_no_more_to_be_decided_once_the_text_is_there_again(desk: Desk) -> None:
    update = publish(desk)
    desk.deliver()
    desk.site.before = lambda request: problem(400, "rest_invalid_param", "No.") if request.method == "POST" else None
    address = f"/publications/{publication_id_of(update.update_id)}"
    assert desk.world.post(f"{address}/_hold", {"reason": "Even kijken."}, **EDITOR).status_code == 200
    desk.deliver()
    assert state(desk, update)["state"] == "parked"
    desk.site.before = lambda request: None
    assert desk.world.post(f"{address}/_release", **EDITOR).status_code == 200
    desk.deliver()
    assert state(desk, update)["state"] == "delivered"
    assert desk.world.get("/channels/deliveries", **EDITOR).json["items"] == []


@pytest.mark.parametrize("how", ["deleted", "binned"])
def test_what_somebody_took_away_there_stays_away_until_an_editor_wants_it_back(desk: Desk, how: str) -> None:
    update = publish(desk)
    desk.deliver()
    if how == "deleted":
        desk.site.posts.clear()
    else:
        desk.site.posts[1] |= {"status": "trash", "slug": desk.site.posts[1]["slug"] + "__trashed"}
    desk.world.hear(revised(update, title="Nieuw"))
    desk.deliver()
    assert (state(desk, update)["state"], desk.site.shown) == ("removed-there", [])
    desk.world.hear(revised(update, title="Nog nieuwer"))
    desk.deliver()
    assert (state(desk, update)["state"], desk.site.shown) == ("removed-there", [])
    (waiting,) = desk.world.get("/channels/deliveries", **EDITOR).json["items"]
    assert waiting["revision"] == 3, "one question for an editor, however many texts came since"
    desk.site.posts.clear()
    decide(desk, update, "resend")
    desk.deliver()
    assert [post["title"] for post in desk.site.shown] == ["Nog nieuwer"]
    assert desk.world.get("/channels/deliveries", **EDITOR).json["items"] == []


def test_a_post_with_another_slug_is_found_again_when_our_ledger_is_lost(desk: Desk) -> None:
    update = publish(desk)
    desk.deliver()
    desk.site.posts[1]["slug"] = "een-mooier-adres"
    desk.lose_ledger()
    desk.deliver()
    assert [post["id"] for post in desk.site.shown] == [1], "and no second one is made"
    assert state(desk, update)["state"] == "delivered"
