"""Who registers and never confirms is forgotten."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from services.identity.model import Letter, Person
from shared import clock
from tests.kit.world import World
from tests.service.identity.acts import member, person, post_mail, registration


def _people(world: World) -> int:
    with world.service.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Person)) or 0


def test_an_address_that_was_never_confirmed_is_forgotten_with_its_letters(anywhere: World) -> None:
    person(anywhere)
    anywhere.post("/people", registration("bo@example.org"))
    post_mail(anywhere)
    with clock.moved(timedelta(days=6)):
        anywhere.pass_time()
        assert _people(anywhere) == 2
    with clock.moved(timedelta(days=8)):
        anywhere.pass_time()
    assert _people(anywhere) == 1
    with anywhere.service.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Letter)) == 1


def test_a_registration_that_still_waits_for_its_mail_keeps_the_address(world: World) -> None:
    world.post("/people", registration("bo@example.org"))
    with clock.moved(timedelta(days=6)):
        world.post("/people", registration("bo@example.org"))
    with clock.moved(timedelta(days=8)):
        world.pass_time()
        assert _people(world) == 1


def test_who_was_forgotten_may_register_again(world: World) -> None:
    world.post("/people", registration("ans@example.org"))
    with clock.moved(timedelta(days=8)):
        world.pass_time()
        assert member(world)["personId"]
