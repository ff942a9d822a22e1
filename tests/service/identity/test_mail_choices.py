"""How one is written to: daily, weekly, not at all; and stopping it with one click from the mail itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from services.identity.mail import send_due
from services.identity.mail.outlets import outlet_of
from shared import clock
from shared.events.ideas import CommentPlaced, IdeaParked
from shared.ids import new_id
from tests.kit.world import World
from tests.service.identity.acts import person, text_of
from tests.service.identity.mailserver import MailServer
from tests.service.identity.news import digests, idea, interest, morning

USUAL = {"digest": "daily", "urgentByMail": True, "comments": True, "updates": True}


def _news(world: World) -> tuple[UUID, UUID]:
    ans, bo = person(world, address="ans@example.org"), new_id()
    found = idea(world, bo)
    interest(world, found, ans)
    world.hear(IdeaParked(idea_id=found, reason="Later."))
    return ans, found


def _stop(mail: Any) -> str:
    """The path of the unsubscribe link in a mail's header."""
    address = str(mail["List-Unsubscribe"]).strip("<>")
    assert address.startswith("http://127.0.0.1:8080/api/identity/v1/")
    return address.removeprefix("http://127.0.0.1:8080/api/identity/v1")


def _click(world: World, path: str) -> Any:
    return world.client.post(f"/api/identity/v1{path}", data={"List-Unsubscribe": "One-Click"})


def test_who_never_chose_gets_a_daily_digest_and_urgent_mails(world: World) -> None:
    assert world.get("/people/me/notifications", by=person(world)).json == USUAL


def test_a_choice_is_kept_and_is_ones_own(world: World) -> None:
    ans = person(world)
    chosen = {"digest": "none", "urgentByMail": False, "comments": False, "updates": True}
    assert world.put("/people/me/notifications", chosen, by=ans).json == chosen
    assert world.get("/people/me/notifications", by=ans).json == chosen
    assert world.get("/people/me/notifications", by=person(world)).json == USUAL
    assert world.put("/people/me/notifications", chosen).status_code == 401


@pytest.mark.parametrize("body", [{}, {"digest": "hourly"}, {"digest": "daily", "email": "x@y.nl"}])
def test_a_choice_that_is_none_is_refused(world: World, body: dict[str, Any]) -> None:
    assert world.put("/people/me/notifications", body, by=person(world)).status_code == 400


def test_who_wants_none_gets_none(world: World) -> None:
    ans, _ = _news(world)
    world.put("/people/me/notifications", {"digest": "none"}, by=ans)
    assert digests(world) == []


def test_a_weekly_digest_comes_on_monday_with_the_whole_week(world: World) -> None:
    ans, _ = _news(world)
    world.put("/people/me/notifications", {"digest": "weekly"}, by=ans)
    monday = 7 - clock.today().weekday()
    for day in range(1, monday):
        assert digests(world, days=day) == []
    (mail,) = digests(world, days=monday)
    assert "Later." in text_of(mail)
    assert digests(world, days=monday + 1) == []


def test_a_kind_that_is_not_wanted_stays_away(world: World) -> None:
    ans, found = _news(world)
    world.put("/people/me/notifications", {"digest": "daily", "comments": False}, by=ans)
    world.hear(CommentPlaced(idea_id=found, comment_id=new_id(), parent_id=None))
    (mail,) = digests(world)
    assert "gereageerd" not in text_of(mail)


def test_one_click_stops_the_digest_without_a_log_in(world: World) -> None:
    ans, found = _news(world)
    (mail,) = digests(world)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert str(mail["List-Unsubscribe"]).strip("<>") in text_of(mail)
    for _ in range(2):
        answer = _click(world, _stop(mail))
        assert (answer.status_code, answer.json) == (200, {"kind": "digest", "subscribed": False})
    assert world.get("/people/me/notifications", by=ans).json == {**USUAL, "digest": "none"}
    world.hear(IdeaParked(idea_id=found, reason="Weer later."))
    assert digests(world, days=2) == []


def test_looking_at_the_link_changes_nothing_and_shows_a_button(world: World) -> None:
    ans, _ = _news(world)
    path = _stop(digests(world)[0])
    assert world.get(path).json == {"kind": "digest", "subscribed": True}
    page = world.get(path, headers={"Accept": "text/html,*/*;q=0.5"})
    assert page.content_type.startswith("text/html")
    assert '<form method="post">' in page.text
    assert "script" not in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert world.get("/people/me/notifications", by=ans).json["digest"] == "daily"


def test_a_link_that_we_did_not_make_is_refused(world: World) -> None:
    _news(world)
    path = _stop(digests(world)[0])
    for forged in (path[:-1] + ("A" if path[-1] != "A" else "E"), "/mail-subscriptions/x", "/mail-subscriptions/é"):
        assert _click(world, forged).status_code == 404
    other = path.replace("/mail-subscriptions/Z", "/mail-subscriptions/d")
    assert _click(world, other).status_code == 404


def test_other_bodies_are_refused(world: World) -> None:
    _news(world)
    path = _stop(digests(world)[0])
    answer = world.client.post(f"/api/identity/v1{path}", data={"List-Unsubscribe": "No"})
    assert answer.status_code == 400


def test_a_long_address_of_the_installation_keeps_the_header_on_one_line(world: World) -> None:
    _news(world)
    with morning(), MailServer() as server:
        world.pass_time()
        send_due(world.service.database, world.service.settings, outlet_of(server.url))
    raw = next(mail for mail in server.received if b"List-Unsubscribe" in mail)
    assert b"List-Unsubscribe: <http://127.0.0.1:8080/api/identity/v1/mail-subscriptions/" in raw
    assert max(len(line) for line in raw.splitlines()) < 998
