"""Another e-mail address: confirmed at the new one, told to the old one, and undone by whoever did not do it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from shared import clock
from tests.kit.world import World
from tests.service.identity.acts import PASSWORD, bearing, log_in, member, person, post_mail, registration, token_in


def _asked(world: World, tokens: dict[str, Any], email: str = "nieuw@example.org", password: str = PASSWORD) -> Any:
    return world.post("/people/me/email", {"email": email, "password": password}, headers=bearing(tokens))


def _tokens(world: World, new: str = "nieuw@example.org") -> tuple[str, str]:
    """The token mailed to the new address, and the one mailed to the old."""
    mails = {str(mail["To"]): mail for mail in post_mail(world)[-2:]}
    return token_in(mails[new]), token_in(mails["ans@example.org"])


def _confirm(world: World, token: str) -> Any:
    return world.post("/people/_confirm-email", {"token": token})


def test_the_new_address_holds_once_its_mail_is_answered(world: World) -> None:
    tokens = member(world)
    assert _asked(world, tokens).status_code == 202
    confirm, _ = _tokens(world)
    assert world.get("/people/me", headers=bearing(tokens)).json["email"] == "ans@example.org"
    assert _confirm(world, confirm).status_code == 204
    assert world.get("/people/me", headers=bearing(tokens)).json["email"] == "nieuw@example.org"
    assert log_in(world, "nieuw@example.org")
    assert world.post("/sessions", {"email": "ans@example.org", "password": PASSWORD}).status_code == 401
    assert _confirm(world, confirm).status_code == 400


def test_the_owner_of_the_old_address_undoes_what_he_did_not_do(world: World) -> None:
    tokens = member(world)
    _asked(world, tokens)
    confirm, undo = _tokens(world)
    _confirm(world, confirm)
    with clock.moved(timedelta(days=7)):
        assert world.post("/people/_undo-email", {"token": undo}).status_code == 204
        assert world.post("/people/_undo-email", {"token": undo}).status_code == 400
        assert world.post("/sessions/_refresh", {"refreshToken": tokens["refreshToken"]}).status_code == 401
        assert world.post("/sessions", {"email": "ans@example.org", "password": PASSWORD}).status_code == 401
        mail = post_mail(world)[-1]
        assert mail["To"] == "ans@example.org"
        body = {"token": token_in(mail), "password": "vijf andere woorden op rij"}
        assert world.post("/people/_reset", body).status_code == 204
        assert world.post("/sessions", {"email": "ans@example.org", "password": body["password"]}).status_code == 201


def test_undoing_in_time_stops_the_change_itself(world: World) -> None:
    _asked(world, member(world))
    confirm, undo = _tokens(world)
    assert world.post("/people/_undo-email", {"token": undo}).status_code == 204
    assert _confirm(world, confirm).status_code == 400


def test_links_grow_old(world: World) -> None:
    _asked(world, member(world))
    confirm, undo = _tokens(world)
    with clock.moved(timedelta(days=1, minutes=1)):
        assert _confirm(world, confirm).status_code == 400
    with clock.moved(timedelta(days=8, minutes=1)):
        assert world.post("/people/_undo-email", {"token": undo}).status_code == 400


def test_an_address_that_someone_has_gets_the_same_answer_and_is_not_taken(world: World) -> None:
    person(world, address="bo@example.org")
    tokens = member(world)
    answer = _asked(world, tokens, "bo@example.org")
    assert (answer.status_code, answer.json) == (202, {})
    confirm, _ = _tokens(world, "bo@example.org")
    taken = _confirm(world, confirm)
    assert (taken.status_code, taken.json["code"]) == (409, "address-taken")


def test_a_registration_that_nobody_confirmed_makes_way(world: World) -> None:
    world.post("/people", registration("nieuw@example.org"))
    tokens = member(world)
    _asked(world, tokens)
    confirm, _ = _tokens(world)
    assert _confirm(world, confirm).status_code == 204
    assert log_in(world, "nieuw@example.org")


def test_the_password_is_asked_and_the_same_address_is_no_change(world: World) -> None:
    tokens = member(world)
    assert _asked(world, tokens, password="niet het goede").status_code == 403
    assert _asked(world, tokens, "ANS@example.org").json["code"] == "same-address"
    assert _asked(world, tokens, "geen adres").status_code == 400
