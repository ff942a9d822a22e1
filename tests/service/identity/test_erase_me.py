"""Erasing one's account: sure, at once, everywhere, and with receipts."""

from __future__ import annotations

import io
import sys
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import func, select

from services.identity.commands import commands
from services.identity.model import Erasure, ErasureReceipt, Letter, Membership, Person, PersonSession, RoleGrant
from shared import clock
from shared.errors import Conflict, NotFound
from shared.events import Event, experiments, ideas, sharing
from shared.events.experiments import HolderAppointed, ParticipationEnded, ParticipationStarted, ProeftuinStopped
from shared.events.identity import (
    MembershipEnded,
    PersonErased,
    RepresentationRevoked,
    RoleRevoked,
    SessionRevoked,
)
from shared.ids import new_id
from tests.kit.world import World
from tests.service.identity.acts import PASSWORD, bearing, log_in, member, person, registration

SURE = {"password": PASSWORD}


def erase(world: World, tokens: dict[str, Any], body: dict[str, Any] | None = None) -> Any:
    return world.delete("/people/me", body=SURE if body is None else body, headers=bearing(tokens))


def done_by_the_others(person_id: UUID) -> list[Event]:
    return [each.ErasureDone(person_id=person_id) for each in (ideas, experiments, sharing)]


def rows(world: World, model: Any) -> int:
    with world.service.database.reading() as session:
        return session.execute(select(func.count()).select_from(model)).scalar_one()


def began(person_id: UUID, proeftuin_id: UUID, *, holder: bool = True) -> ParticipationStarted:
    return ParticipationStarted(
        proeftuin_id=proeftuin_id, stint_id=new_id(), person_id=person_id, holder=holder, started_at=clock.now()
    )


def test_nothing_is_left_of_an_erased_account_and_everyone_is_told(anywhere: World) -> None:
    world, tokens = anywhere, member(anywhere)
    me = UUID(tokens["personId"])
    steward = new_id()
    kring = {"name": "Zwolle", "municipality": "Zwolle", "description": "", "joining": "open"}
    at = world.post("/werkkringen", kring, by=steward, roles=["steward"]).json["id"]
    world.post(f"/werkkringen/{at}/memberships", headers=bearing(tokens))
    world.put(f"/werkkringen/{at}/coordinators/{me}", by=steward, roles=["steward"])
    world.post("/organisations", {"name": "Bureau", "kind": "partner"}, headers=bearing(tokens))
    world.put(f"/people/{me}/roles/editor", by=new_id(), roles=["admin"])
    assert erase(world, tokens).status_code == 204
    assert [rows(world, model) for model in (Person, PersonSession, Membership, RoleGrant, Letter)] == [0] * 5
    told = [type(each) for each in world.said()]
    for expected in (SessionRevoked, MembershipEnded, RepresentationRevoked, RoleRevoked, PersonErased):
        assert expected in told
    assert world.get(f"/people/{me}").json["displayName"] == "oud-deelnemer"
    assert world.get(f"/werkkringen/{at}").json["members"] == 0
    assert world.get("/people/me", headers=bearing(tokens)).status_code == 401, "his session ended with it"


def test_word_of_ended_sessions_comes_before_word_of_the_erasure(world: World) -> None:
    tokens = member(world)
    log_in(world)
    erase(world, tokens)
    told = [type(each) for each in world.said(SessionRevoked, PersonErased)]
    assert told == [SessionRevoked, SessionRevoked, PersonErased]


def test_a_wrong_password_erases_nothing_and_ten_of_them_are_enough(world: World) -> None:
    tokens = member(world)
    answers = [erase(world, tokens, {"password": f"verkeerd {n}"}).status_code for n in range(11)]
    assert answers == [403] * 10 + [429]
    assert rows(world, Person) == 1


def test_without_password_only_who_logged_in_just_now_is_believed(world: World) -> None:
    tokens = member(world)
    with clock.moved(timedelta(minutes=10, seconds=30)):
        fresh = log_in(world)
        late = world.post("/sessions/_refresh", {"refreshToken": tokens["refreshToken"]}).json
        assert erase(world, late, {}).json["code"] == "log-in-again"
        assert erase(world, fresh, {}).status_code == 204


def test_the_same_address_may_register_again_and_is_somebody_else(world: World) -> None:
    first = member(world)
    erase(world, first)
    assert member(world)["personId"] != first["personId"]


def test_the_last_holder_hands_over_first(world: World) -> None:
    tokens, proeftuin, heir = member(world), new_id(), new_id()
    me = UUID(tokens["personId"])
    world.hear(began(me, proeftuin), began(heir, proeftuin, holder=False))
    refused = erase(world, tokens)
    assert (refused.status_code, refused.json["code"]) == (409, "last-holder")
    assert refused.json["errors"][0]["pointer"] == f"/proeftuinen/{proeftuin}"
    assert refused.json["errors"][0]["how"]
    world.hear(HolderAppointed(proeftuin_id=proeftuin, person_id=heir))
    assert erase(world, tokens).status_code == 204


def test_who_left_or_held_what_is_over_holds_nobody_up(world: World) -> None:
    tokens, left, over = member(world), new_id(), new_id()
    me = UUID(tokens["personId"])
    world.hear(began(me, left), began(me, over))
    world.hear(ParticipationEnded(proeftuin_id=left, stint_id=new_id(), person_id=me, ended_at=clock.now()))
    world.hear(ProeftuinStopped(proeftuin_id=over, reason="Het was mooi."))
    assert erase(world, tokens).status_code == 204


def test_the_last_admin_makes_someone_else_admin_first(world: World) -> None:
    tokens, other = member(world), person(world)
    world.put(f"/people/{tokens['personId']}/roles/admin", by=new_id(), roles=["admin"])
    assert erase(world, tokens).json["code"] == "last-admin"
    world.put(f"/people/{other}/roles/admin", by=new_id(), roles=["admin"])
    again = log_in(world)
    assert erase(world, again).status_code == 204


def test_it_is_done_when_every_service_has_answered(world: World) -> None:
    tokens = member(world)
    erase(world, tokens)
    me = UUID(tokens["personId"])
    first, *others = done_by_the_others(me)
    world.hear(first)
    assert _done_at(world, me) is None
    world.hear(*others)
    assert _done_at(world, me) is not None
    assert rows(world, ErasureReceipt) == 4


def test_who_does_not_answer_is_told_again_and_after_72_hours_there_is_an_alarm(world: World) -> None:
    tokens = member(world)
    erase(world, tokens)
    me = UUID(tokens["personId"])
    world.hear(*done_by_the_others(me)[:2])
    with clock.moved(timedelta(hours=7)):
        world.pass_time()
        world.pass_time()
        assert len(world.said(PersonErased)) == 2, "once more, and not at every look"
        assert REGISTRY.get_sample_value("erasures_overdue") == 0
    with clock.moved(timedelta(hours=73)):
        world.pass_time()
        assert REGISTRY.get_sample_value("erasures_overdue") == 1
        world.hear(*done_by_the_others(me)[2:])
        world.pass_time()
        assert REGISTRY.get_sample_value("erasures_overdue") == 0
        assert len(world.said(PersonErased)) == 3


def test_the_proof_is_kept_for_400_days_and_then_forgotten_too(world: World) -> None:
    tokens = member(world)
    erase(world, tokens)
    world.hear(*done_by_the_others(UUID(tokens["personId"])))
    with clock.moved(timedelta(days=399)):
        world.pass_time()
        assert rows(world, Erasure) == 1
    with clock.moved(timedelta(days=401)):
        world.pass_time()
        assert (rows(world, Erasure), rows(world, ErasureReceipt)) == (0, 0)


def test_an_address_that_nobody_confirmed_is_forgotten_after_a_week(world: World) -> None:
    world.post("/people", {"email": "vergist@example.org", "password": PASSWORD, "displayName": "?"})
    kept = person(world)
    with clock.moved(timedelta(days=6)):
        world.pass_time()
        assert rows(world, Person) == 2
    with clock.moved(timedelta(days=8)):
        world.pass_time()
        with world.service.database.reading() as session:
            assert list(session.scalars(select(Person.id))) == [kept]


def _done_at(world: World, person_id: UUID) -> Any:
    with world.service.database.reading() as session:
        return session.get_one(Erasure, person_id).done_at


def test_an_operator_erases_the_account_of_who_asks_and_cannot_log_in(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens, proeftuin = member(world), new_id()
    me = UUID(tokens["personId"])
    world.hear(began(me, proeftuin))
    monkeypatch.setattr(sys, "stdin", io.StringIO(" Ans@Example.org\n" * 3))
    with pytest.raises(Conflict, match=str(proeftuin)):
        commands["erase-person"](world.service, [])
    world.hear(ProeftuinStopped(proeftuin_id=proeftuin, reason="Het was mooi."))
    commands["erase-person"](world.service, [])
    assert world.said(PersonErased) == [PersonErased(person_id=me)]
    assert world.get("/people/me", headers=bearing(tokens)).status_code == 401
    with pytest.raises(NotFound):
        commands["erase-person"](world.service, [])


def test_an_operator_erases_who_never_confirmed_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.post("/people", registration("bo@example.org"))
    before = rows(world, Person)
    monkeypatch.setattr(sys, "stdin", io.StringIO("bo@example.org\n"))
    commands["erase-person"](world.service, [])
    assert rows(world, Person) == before - 1
    assert world.said(PersonErased) == []
