"""Two at the same moment: nobody learns from it, nothing happens twice, and nobody waits for ever."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from services.identity.model import Person
from shared.events.identity import PersonConfirmed, PersonRegistered
from tests.kit.keys import token
from tests.kit.world import World
from tests.service.identity.acts import log_in, member, person, post_mail, registration, token_in

PREFIX = "/api/identity/v1"


def _at_once(world: World, *asks: Callable[[Any], Any]) -> list[int]:
    """The status of each, asked all together, each by a client of its own."""
    app = world.service.app()
    with ThreadPoolExecutor(len(asks)) as pool:
        return [answer.status_code for answer in pool.map(lambda ask: ask(app.test_client()), asks)]


def test_registering_one_address_six_times_at_once_makes_one_person_and_six_equal_answers(anywhere: World) -> None:
    statuses = _at_once(anywhere, *[lambda c: c.post(f"{PREFIX}/people", json=registration("ans@example.org"))] * 6)
    with anywhere.service.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 1
    assert statuses == [202] * 6
    assert len(anywhere.said(PersonRegistered)) == 1


def test_a_link_clicked_six_times_at_once_works_once(anywhere: World) -> None:
    anywhere.post("/people", registration("ans@example.org"))
    body = {"token": token_in(post_mail(anywhere)[0])}
    statuses = _at_once(anywhere, *[lambda c: c.post(f"{PREFIX}/people/_confirm", json=body)] * 6)
    assert sorted(statuses) == [204] + [400] * 5
    assert len(anywhere.said(PersonConfirmed)) == 1


def test_taking_a_role_while_its_bearer_refreshes_leaves_no_session_behind(anywhere: World) -> None:
    admin, tokens = person(anywhere), [member(anywhere)]
    tokens += [log_in(anywhere) for _ in range(3)]
    path = f"/people/{tokens[0]['personId']}/roles/steward"
    anywhere.put(path, by=admin, roles=["admin"])
    bearer = {"Authorization": f"Bearer {token(admin, 'admin')}"}

    def refresh(held: dict[str, Any]) -> Callable[[Any], Any]:
        return lambda c: c.post(f"{PREFIX}/sessions/_refresh", json={"refreshToken": held["refreshToken"]})

    statuses = _at_once(anywhere, lambda c: c.delete(PREFIX + path, headers=bearer), *map(refresh, tokens))
    assert statuses[0] == 204
    assert set(statuses[1:]) <= {200, 401}
    assert all(refresh(held)(anywhere.client).status_code == 401 for held in tokens)


def test_joining_while_being_made_coordinator_both_happen(anywhere: World) -> None:
    steward, body = person(anywhere), {"name": "Kring", "municipality": "Utrecht"}
    kring = anywhere.post("/werkkringen", body, by=steward, roles=["steward"]).json["id"]
    people = [person(anywhere) for _ in range(4)]
    as_steward = {"Authorization": f"Bearer {token(steward, 'steward')}"}
    path = f"{PREFIX}/werkkringen/{kring}"

    def joins(who: UUID) -> Callable[[Any], Any]:
        return lambda c: c.post(f"{path}/memberships", headers={"Authorization": f"Bearer {token(who)}"})

    def is_appointed(who: UUID) -> Callable[[Any], Any]:
        return lambda c: c.put(f"{path}/coordinators/{who}", headers=as_steward)

    asks = [ask(who) for who in people for ask in (joins, is_appointed)]
    assert sorted(_at_once(anywhere, *asks)) == [201] * 4 + [204] * 4
