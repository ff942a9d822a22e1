"""Showing that an address is one's own."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from shared import clock
from shared.events.identity import PersonConfirmed
from tests.kit.world import World
from tests.service.identity.acts import PASSWORD, log_in, post_mail, registration, token_in


def _token(world: World, address: str = "ans@example.org", **more: str) -> str:
    world.post("/people", registration(address, **more))
    return token_in(post_mail(world)[-1])


def test_the_link_confirms_the_address_and_then_one_can_log_in(world: World) -> None:
    answer = world.post("/people/_confirm", {"token": _token(world)})
    assert (answer.status_code, answer.data) == (204, b"")
    (said,) = world.said(PersonConfirmed)
    assert isinstance(said, PersonConfirmed)
    assert UUID(log_in(world)["personId"]) == said.person_id


def test_the_link_works_once(world: World) -> None:
    token = _token(world)
    world.post("/people/_confirm", {"token": token})
    answer = world.post("/people/_confirm", {"token": token})
    assert (answer.status_code, answer.json["code"]) == (400, "token-refused")


def test_the_link_works_for_three_days(world: World) -> None:
    token = _token(world)
    with clock.moved(timedelta(days=3)):
        assert world.post("/people/_confirm", {"token": token}).status_code == 400


def test_a_made_up_token_is_refused(world: World) -> None:
    answer = world.post("/people/_confirm", {"token": "x" * 43})
    assert (answer.status_code, answer.json["code"]) == (400, "token-refused")


def test_who_registers_anothers_address_first_leaves_no_password_behind(world: World) -> None:
    _token(world, password="van de indringer", displayName="Indringer")
    world.post("/people/_confirm", {"token": _token(world)})
    tokens = log_in(world)
    refused = world.post("/sessions", {"email": "ans@example.org", "password": "van de indringer"})
    assert refused.status_code == 401
    assert world.get(f"/people/{tokens['personId']}").json["displayName"] == "Ans"


def test_who_registers_anothers_address_afterwards_changes_nothing_of_what_she_confirms(world: World) -> None:
    own = _token(world)
    late = _token(world, password="van de indringer", displayName="Indringer")
    assert world.post("/people/_confirm", {"token": own}).status_code == 204
    assert world.post("/people/_confirm", {"token": late}).status_code == 400
    assert world.post("/sessions", {"email": "ans@example.org", "password": PASSWORD}).status_code == 201


def test_links_that_nobody_used_are_forgotten(world: World) -> None:
    token = _token(world)
    with clock.moved(timedelta(days=4)):
        world.pass_time()
    assert world.post("/people/_confirm", {"token": token}).status_code == 400
