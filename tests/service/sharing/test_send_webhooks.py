"""Webhooks: asked first, then signed messages until each has arrived, whatever breaks on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.sharing.model.webhook_delivery import KEPT
from services.sharing.service import build
from shared import clock
from shared.events.experiments import UpdateWithdrawn
from shared.events.identity import PersonErased
from shared.failpoints import Failed, arm
from shared.ids import new_id
from tests.kit.drain import until
from tests.kit.webhook_receiver import Received, Receiver, Reply, receiving, willing
from tests.kit.world import Build, sqlite_url, world_of
from tests.service.sharing.webhooks import POSTED, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    world = world_of(build, sqlite_url(build, tmp_path), webhooks_on_this_machine=True)
    yield Desk(world)
    world.close()


@pytest.fixture
def either(migrated: Callable[[Build], str]) -> Iterator[Desk]:
    """The same on each kind of database, for what is asked of them differently."""
    world = world_of(build, migrated(build), webhooks_on_this_machine=True)
    yield Desk(world)
    world.close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


def refusing(*statuses: int, **headers: str) -> Callable[[Received], Reply]:
    """Answers challenges, and the first messages with these."""
    left = list(statuses)

    def answer(got: Received) -> Reply:
        if got.is_challenge or not left:
            return willing(got)
        return Reply(left.pop(0), b"not now", {name.replace("_", "-"): value for name, value in headers.items()})

    return answer


def test_who_answers_the_challenge_gets_what_happens_signed_and_sees_every_call(
    either: Desk, receiver: Receiver
) -> None:
    either.post_update()  # before there was a webhook
    made = either.register(receiver, types=["experiments.#"], description="Onze site")
    assert (made["state"], made["body"], receiver.challenges) == ("unverified", "thin", [])
    update = either.post_update()
    either.send()
    (challenge,) = receiver.challenges
    assert challenge.signed_with(made["secret"])
    assert challenge.signed_by(made["keys"][0]["publicKey"])
    (got,) = receiver.got
    assert (got.signed_with(made["secret"]), got.signed_by(made["keys"][0]["publicKey"])) == (True, True)
    assert got.headers["content-type"] == "application/json"
    assert got.json["type"] == f"nl.werkeninnetwerken.{POSTED}"
    assert (got.json["data"]["id"], got.json["data"]["aggversion"]) == (str(update.update_id), 1)
    address = got.json["data"]["url"].removeprefix("http://127.0.0.1:8080/api/sharing/v1")
    (event,) = either.world.get(address).json["items"]
    assert (event["id"], event["data"]["title"], event["time"]) == (got.id, "Eerste week", got.json["timestamp"])
    (delivery,) = either.deliveries(made)
    assert (delivery["state"], delivery["eventId"], delivery["type"]) == ("delivered", got.id, POSTED)
    (call,) = delivery["attempts"]
    assert (call["number"], call["status"], call["error"], call["answer"]) == (1, 204, None, "")
    assert 0 <= call["latencyMs"] < 5000
    assert "secret" not in either.seen(made)


def test_only_wanted_types_are_sent_and_from_the_position_that_was_asked(desk: Desk, receiver: Receiver) -> None:
    desk.post_update()
    desk.active(receiver, types=["sharing.publication.*.v1", "experiments.*.posted.v1"], after=0, body="full")
    assert receiver.types == [POSTED]
    (got,) = receiver.got
    assert got.headers["content-type"].startswith("application/cloudevents+json")
    assert (got.json["id"], got.json["data"]["title"], "actor" in got.json) == (got.id, "Eerste week", False)


def test_a_full_body_that_is_too_large_is_sent_thin(desk: Desk, receiver: Receiver) -> None:
    desk.active(receiver, body="full")
    desk.post_update(body="é" * 10_000)
    desk.send()
    (got,) = receiver.got
    assert sorted(got.json["data"]) == ["aggversion", "id", "url"]
    assert len(got.body) < 20_000


def test_what_fails_is_sent_again_later_and_later_under_the_same_id(either: Desk, receiver: Receiver) -> None:
    receiver.answer = refusing(500, 302, 400, Location="http://127.0.0.1:1/")
    made = either.active(receiver)
    either.post_update()
    either.send()
    assert len(receiver.got) == 1
    for seconds, calls in ((7, 2), (150, 2), (400, 3), (3000, 4)):
        with clock.moved(timedelta(seconds=seconds)):
            either.send()
            assert len(receiver.got) == calls, seconds
    assert len({each.id for each in receiver.got}) == 1
    assert len({each.headers["webhook-timestamp"] for each in receiver.got}) == 4
    (delivery,) = either.deliveries(made)
    assert [each["status"] for each in delivery["attempts"]] == [500, 302, 400, 204]
    assert (delivery["state"], delivery["attempts"][0]["answer"]) == ("delivered", "not now")
    assert either.seen(made)["failingSince"] is None


def test_a_retry_after_is_honoured_for_everything_that_goes_there(desk: Desk, receiver: Receiver) -> None:
    receiver.answer = refusing(429, Retry_After="900")
    desk.active(receiver)
    desk.post_update()
    desk.send()
    desk.post_update()
    for seconds, calls in ((600, 1), (950, 3)):
        with clock.moved(timedelta(seconds=seconds)):
            desk.send()
            assert len(receiver.got) == calls


def test_a_text_that_was_taken_back_while_it_waited_is_sent_no_more(desk: Desk, receiver: Receiver) -> None:
    receiver.answer = refusing(503)
    desk.active(receiver, body="full", types=[POSTED])
    update = desk.post_update()
    desk.send()
    assert receiver.got[0].json["data"]["title"] == "Eerste week"
    desk.world.hear(UpdateWithdrawn(update_id=update.update_id, proeftuin_id=update.proeftuin_id), times=1)
    with clock.moved(timedelta(seconds=10)):
        desk.send()
    titles = [each.json["data"]["title"] for each in receiver.got if each.json["type"].endswith(POSTED)]
    assert titles == ["Eerste week", ""]


def test_who_does_not_answer_the_challenge_gets_nothing_until_he_does(desk: Desk, receiver: Receiver) -> None:
    receiver.answer = lambda got: Reply(200, b'{"challenge": "something else"}')
    made = desk.register(receiver)
    desk.post_update()
    desk.send()
    seen = desk.seen(made)
    assert (seen["state"], "challenge" in seen["lastError"], receiver.got) == ("unverified", True, [])
    with clock.moved(timedelta(days=1)):
        for _ in range(10):
            desk.send()
        assert len(receiver.challenges) == 2, "asked again by itself, at growing intervals"
        receiver.answer = lambda got: Reply(200, got.json["data"]["challenge"].encode())  # bare text is fine too
        assert desk.ask("POST", f"/{made['id']}/_verify").status_code == 202
        desk.send()
    assert (desk.seen(made)["state"], len(receiver.got)) == ("active", 1)


def test_another_address_is_asked_before_it_gets_anything(desk: Desk, receiver: Receiver) -> None:
    made = desk.active(receiver)
    with receiving(lambda got: Reply(500)) as elsewhere:
        tag = {"If-Match": f'"{made["version"]}"'}
        who = {"by": desk.owner, "roles": ["integrator"], "headers": tag}
        changed = desk.ask("PATCH", f"/{made['id']}", {"url": elsewhere.url}, **who)
        assert (changed.status_code, changed.json["state"]) == (200, "unverified")
        assert desk.ask("PATCH", f"/{made['id']}", {"body": "full"}, **who).status_code == 412
        desk.post_update()
        desk.send()
        assert (len(elsewhere.challenges), elsewhere.got, receiver.got) == (1, [], [])


@pytest.mark.parametrize("name", ["types", "eventTypes"])
def test_everything_that_is_wrong_is_told_at_once(desk: Desk, name: str) -> None:
    facts = {"url": "ftp://x.org/", name: ["experiments.#", "identity.person.*"], "after": 10**9}
    refused = desk.ask("POST", "", facts)
    pointers = [each["pointer"] for each in refused.json["errors"]]
    assert (refused.status_code, pointers) == (400, ["/url", f"/{name}/1", "/after"])
    assert desk.ask("GET").json["items"] == []


def test_types_are_called_so_everywhere_and_by_their_former_name_too(desk: Desk, receiver: Receiver) -> None:
    made = desk.register(receiver, eventTypes=["ideas.#"])
    assert made["types"] == made["eventTypes"] == ["ideas.#"]
    revised = desk.ask("PATCH", f"/{made['id']}", {"types": [f"nl.werkeninnetwerken.{POSTED}"]})
    assert revised.json["types"] == revised.json["eventTypes"] == [POSTED]
    both = desk.ask("PATCH", f"/{made['id']}", {"types": ["#"], "eventTypes": ["ideas.#"]})
    assert (both.status_code, both.json["errors"][0]["pointer"]) == (400, "/eventTypes")
    assert desk.register(receiver)["types"] == ["#"]


def test_who_asked_for_a_text_hears_of_its_end_too(desk: Desk, receiver: Receiver) -> None:
    desk.active(receiver, types=[POSTED])
    update = desk.post_update()
    desk.world.hear(UpdateWithdrawn(update_id=update.update_id, proeftuin_id=update.proeftuin_id), times=1)
    desk.world.hear(*(said for said in desk.world.said() if said.__class__.__name__.startswith("Publication")), times=1)
    desk.send()
    ended = ["experiments.update.withdrawn.v1", "sharing.publication.retracted.v1"]
    assert sorted(receiver.types) == [POSTED, *ended]


def test_another_persons_webhook_does_not_exist_and_a_machine_has_its_own(desk: Desk, receiver: Receiver) -> None:
    client, other = new_id(), {"by": new_id(), "roles": ["integrator", "admin"]}
    made = desk.register(receiver)
    theirs = desk.ask("POST", "", {"url": receiver.url}, **desk.machine(client)).json
    for verb, path, body in (
        *(("GET", "", None), ("PATCH", "", {"body": "full"}), ("DELETE", "", None), ("GET", "/deliveries", None)),
        *(("POST", f"/_{deed}", None) for deed in ("verify", "enable", "disable", "rotate")),
    ):
        assert desk.ask(verb, f"/{made['id']}{path}", body, **other).status_code == 404
        assert desk.ask(verb, f"/{made['id']}{path}", body, **desk.machine(client)).status_code == 404

    def ids(**who: Any) -> list[str]:
        return [each["id"] for each in desk.ask("GET", "", **who).json["items"]]

    assert ids(**desk.machine(client)) == [theirs["id"]]
    assert (ids(**desk.machine()), ids(**other), len(ids())) == ([], [], 2)
    assert desk.ask("GET", "", **desk.machine(client, "events:read")).status_code == 403
    assert desk.ask("GET", "", by=new_id()).status_code == 403
    assert desk.ask("DELETE", f"/{theirs['id']}").status_code == 204


@pytest.mark.parametrize("step", ["queued", "before_call", "noted"])
def test_whatever_dies_at_whichever_step_everything_arrives(desk: Desk, receiver: Receiver, step: str) -> None:
    made = desk.active(receiver, types=[POSTED])
    for _ in range(5):
        desk.post_update()
    arm(f"webhooks.{step}=error")
    try:
        with pytest.raises(Failed):
            desk.send()
    finally:
        arm("")
    desk.restart()
    desk.send()
    assert len({each.id for each in receiver.got}) == 5
    assert {each["state"] for each in desk.deliveries(made)} == {"delivered"}


def test_a_call_that_nobody_wrote_down_is_made_again_under_the_same_id(either: Desk, receiver: Receiver) -> None:
    made = either.active(receiver)
    either.post_update()
    either.sender.step(0)
    until(lambda: receiver.got)
    either.restart()
    either.send()
    first, second = receiver.got
    assert (first.id, first.body) == (second.id, second.body)
    assert [each["state"] for each in either.deliveries(made)] == ["delivered"]


def test_the_ledger_is_kept_for_a_month_and_who_leaves_takes_his_webhooks_along(desk: Desk, receiver: Receiver) -> None:
    made = desk.active(receiver)
    desk.post_update()
    desk.send()
    with clock.moved(KEPT - timedelta(hours=1)):
        desk.world.pass_time()
        assert len(desk.deliveries(made)) == 1
    with clock.moved(KEPT + timedelta(hours=1)):
        desk.world.pass_time()
        assert desk.deliveries(made) == []
    desk.world.hear(PersonErased(person_id=desk.owner))
    assert desk.ask("GET").json["items"] == []
