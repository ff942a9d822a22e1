"""Changing one's own password: the old one is asked for, and what it opened ends."""

from __future__ import annotations

from typing import Any

import pytest

from shared.events.identity import SessionRevoked
from tests.kit.world import World
from tests.service.identity.acts import PASSWORD, bearing, fresh_window, log_in, member, post_mail, text_of

NEW = "vijf andere woorden op rij"


def _change(world: World, tokens: dict[str, Any], current: str = PASSWORD, new: str = NEW) -> Any:
    return world.put("/people/me/password", {"current": current, "new": new}, headers=bearing(tokens))


def test_the_new_password_works_and_the_old_one_does_not(world: World) -> None:
    tokens = member(world)
    assert _change(world, tokens).status_code == 204
    assert world.post("/sessions", {"email": "ans@example.org", "password": PASSWORD}).status_code == 401
    assert world.post("/sessions", {"email": "ans@example.org", "password": NEW}).status_code == 201


def test_every_other_session_ends_and_this_one_goes_on(world: World) -> None:
    tokens, other = member(world), log_in(world)
    _change(world, tokens)
    assert world.get("/people/me", headers=bearing(tokens)).status_code == 200
    assert world.get("/people/me", headers=bearing(other)).status_code == 401
    assert world.post("/sessions/_refresh", {"refreshToken": other["refreshToken"]}).status_code == 401
    assert len(world.said(SessionRevoked)) == 1


def test_a_mail_tells_of_it(world: World) -> None:
    _change(world, member(world))
    mail = post_mail(world)[-1]
    assert mail["Subject"] == "Je wachtwoord is gewijzigd"
    assert "/wachtwoord-vergeten" in text_of(mail)


def test_a_wrong_present_password_changes_nothing(world: World) -> None:
    tokens = member(world)
    answer = _change(world, tokens, current="niet het goede")
    assert (answer.status_code, answer.json["code"]) == (403, "wrong-password")
    assert world.said(SessionRevoked) == []
    assert log_in(world)


def test_who_has_a_stolen_token_cannot_guess_for_long(world: World) -> None:
    with fresh_window(900):
        tokens = member(world)
        answers = [_change(world, tokens, current=f"gok nummer {n}").status_code for n in range(11)]
        assert _change(world, tokens).status_code == 429
    assert answers == [403] * 10 + [429]


@pytest.mark.parametrize("new", ["kort", "wachtwoord123", "x" * 129, ""])
def test_a_new_password_is_judged_as_the_first_one_was(world: World, new: str) -> None:
    assert _change(world, member(world), new=new).status_code == 400


def test_a_visitor_has_no_password_to_change(world: World) -> None:
    assert world.put("/people/me/password", {"current": PASSWORD, "new": NEW}).status_code == 401
