"""Asking for the event log over AMQP: what is written down of it, who may, and what ends it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.sharing.model import AmqpSubscription
from services.sharing.service import build
from services.sharing.use_cases import amqp_subscriptions as use_cases
from shared import clock
from shared.errors import Invalid
from shared.events.identity import ClientDeleted, PersonErased, RoleRevoked
from shared.ids import new_id
from shared.privacy.erasing import FORMER
from shared.settings import Settings
from tests.kit.keys import client_token
from tests.kit.world import Answer, World, sqlite_url, world_of

ADDRESS = "amqps://proeftuin.example.org:5671"
INTEGRATOR = new_id()


@pytest.fixture
def sharing(tmp_path: Path) -> Iterator[World]:
    world = world_of(build, sqlite_url(build, tmp_path), amqp_address=ADDRESS)
    yield world
    world.close()


def make(sharing: World, by: UUID = INTEGRATOR, **facts: Any) -> Answer:
    return sharing.post("/amqp-subscriptions", {"name": "Buurtkaart", **facts}, by=by, roles=["integrator"])


def rows(sharing: World) -> list[AmqpSubscription]:
    with sharing.service.database.reading() as session:
        return list(session.scalars(select(AmqpSubscription).order_by(AmqpSubscription.id)))


def provide(sharing: World) -> None:
    """As if the broker were as it is wanted."""
    with sharing.service.database.transaction() as session:
        while found := use_cases.next_amqp_subscription(session):
            use_cases.note_provisioned(session, found.id, found.wanted)
            session.flush()


def test_the_password_is_shown_once_and_kept_as_the_brokers_own_hash(sharing: World) -> None:
    made = make(sharing, types=["ideas.#", "nl.werkeninnetwerken.sharing.publication.*.v1"])
    assert made.status_code == 201
    found, path = made.json, f"/amqp-subscriptions/{made.json['id']}"
    assert (found["state"], found["address"]) == ("making", f"{ADDRESS}/public")
    assert found["types"] == ["ideas.#", "sharing.publication.*.v1"]
    kept = rows(sharing)[0].password_hash
    salted = base64.b64decode(kept)
    assert hashlib.sha256(salted[:4] + found["password"].encode()).digest() == salted[4:]
    shown = sharing.get(path, by=INTEGRATOR, roles=["integrator"])
    assert "password" not in shown.json
    renewed = sharing.post(f"{path}/_rotate", by=INTEGRATOR, roles=["integrator"]).json
    assert renewed["password"] != found["password"]
    assert rows(sharing)[0].password_hash != kept
    keyed = {"Idempotency-Key": "een"}
    twice = [sharing.post(f"{path}/_rotate", by=INTEGRATOR, roles=["integrator"], headers=keyed) for _ in "12"]
    assert twice[0].json["password"] != twice[1].json["password"], "kept nowhere, also not to be answered again"


def test_without_types_it_is_everything_that_every_speaker_says(sharing: World) -> None:
    assert make(sharing).json["types"] == ["experiments.#", "ideas.#", "identity.#", "sharing.#"]


def test_what_nobody_says_in_public_is_refused_all_at_once(sharing: World) -> None:
    wrong = ["#", "ideas", "ideas#", "idea.#", "*.idea.opened.v1", "ideas.interest.declared.v1", ".#"]
    refused = make(sharing, types=[*wrong, "ideas.#"])
    assert refused.status_code == 400
    assert len(refused.json["errors"]) == len(wrong)
    assert rows(sharing) == []


def test_where_no_broker_can_be_reached_it_says_what_to_do_instead(tmp_path: Path) -> None:
    world = world_of(build, sqlite_url(build, tmp_path))
    refused = make(world)
    assert (refused.status_code, refused.json["code"]) == (409, "no-amqp")
    assert "/api/sharing/v1/events" in refused.json["detail"]
    world.close()


def test_five_are_enough_for_one_and_the_others_have_their_own(sharing: World) -> None:
    made = [make(sharing) for _ in range(6)]
    assert [each.status_code for each in made] == [201] * 5 + [409]
    machine = client_token(None, "events:read", owner=new_id())
    assert sharing.post("/amqp-subscriptions", {"name": "Nacht"}, headers=machine).status_code == 201
    assert len(sharing.get("/amqp-subscriptions", headers=machine).json["items"]) == 1
    for_someone = client_token(INTEGRATOR, "events:read")
    assert sharing.get("/amqp-subscriptions", headers=for_someone).status_code == 403
    assert sharing.delete(f"/amqp-subscriptions/{made[0].json['id']}", headers=machine).status_code == 404
    gone = sharing.delete(f"/amqp-subscriptions/{made[0].json['id']}", by=INTEGRATOR, roles=["integrator"])
    assert gone.status_code == 204
    assert make(sharing).status_code == 409, "its queue is still there"
    provide(sharing)
    assert make(sharing).status_code == 201


def test_what_is_told_of_an_older_wish_changes_nothing(sharing: World) -> None:
    path = f"/amqp-subscriptions/{make(sharing).json['id']}"
    with sharing.service.database.reading() as session:
        seen = use_cases.next_amqp_subscription(session)
    assert seen is not None
    assert sharing.delete(path, by=INTEGRATOR, roles=["integrator"]).status_code == 204
    with sharing.service.database.transaction() as session:
        use_cases.note_provisioned(session, seen.id, seen.wanted)
    assert rows(sharing)[0].state == "removing"
    provide(sharing)
    assert (rows(sharing)[0].state, rows(sharing)[0].password_hash) == ("gone", "")
    refused = sharing.post(f"{path}/_rotate", by=INTEGRATOR, roles=["integrator"])
    assert (refused.status_code, refused.json["code"]) == (409, "wrong-state")
    with clock.moved(timedelta(days=31)):
        sharing.pass_time()
    assert rows(sharing) == []


def test_a_machine_sees_what_it_made_and_who_answers_for_it_sees_it_all(sharing: World) -> None:
    make(sharing)
    mine, other = (client_token(None, "events:read", owner=INTEGRATOR, client=new_id()) for _ in "12")
    path = "/amqp-subscriptions"
    made = sharing.post(path, {"name": "Nacht"}, headers=mine).json
    seen = [len(sharing.get(path, headers=each).json["items"]) for each in (mine, other)]
    assert seen == [1, 0]
    assert sharing.get(f"{path}/{made['id']}", headers=other).status_code == 404
    assert len(sharing.get(path, by=INTEGRATOR, roles=["integrator"]).json["items"]) == 2
    assert sharing.delete(f"{path}/{made['id']}", by=INTEGRATOR, roles=["integrator"]).status_code == 204
    nobodys = sharing.post(path, {"name": "Nacht"}, headers=client_token(None, "events:read"))
    assert (nobodys.status_code, nobodys.json["code"]) == (403, "nobody-answers")


def test_who_is_no_integrator_any_more_hears_nothing_any_more(sharing: World) -> None:
    for who in (INTEGRATOR, new_id()):
        make(sharing, by=who)
    provide(sharing)
    sharing.hear(RoleRevoked(person_id=INTEGRATOR, role="editor"))
    assert {each.state for each in rows(sharing)} == {"active"}
    sharing.hear(RoleRevoked(person_id=INTEGRATOR, role="integrator"))
    assert [each.state for each in rows(sharing)] == ["removing", "active"]


def test_a_machine_that_is_deleted_takes_its_login_along(sharing: World) -> None:
    machine = new_id()
    make(sharing)
    made = {"name": "Nacht"}
    sharing.post(
        "/amqp-subscriptions", made, headers=client_token(None, "events:read", owner=INTEGRATOR, client=machine)
    )
    sharing.hear(ClientDeleted(client_id=machine))
    assert [each.state for each in rows(sharing)] == ["making", "removing"]


def test_who_is_erased_leaves_no_login_behind(sharing: World) -> None:
    make(sharing)
    provide(sharing)
    sharing.hear(PersonErased(person_id=INTEGRATOR))
    (left,) = rows(sharing)
    assert (left.state, left.owner_id, left.name) == ("removing", FORMER, "-")


def test_in_production_integrators_connect_over_tls() -> None:
    settings = {"production": True, "secret_key": "a secret of our own", "amqp_url": "amqp://a:b@rabbitmq"}
    with pytest.raises(Invalid, match="amqps"):
        Settings(**settings, amqp_address="amqp://proeftuin.example.org")  # type: ignore[arg-type]
    assert Settings(**settings, amqp_address=ADDRESS)  # type: ignore[arg-type]
