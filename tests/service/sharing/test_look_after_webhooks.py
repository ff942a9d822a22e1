"""Looking after webhooks: secrets that rotate, addresses that are gone, sending once more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from services.sharing.service import build
from shared import clock
from shared.events.experiments import UpdateWithdrawn
from shared.events.identity import ClientDeleted, RoleRevoked
from shared.events.sharing import WebhookDisabled
from shared.ids import new_id
from tests.kit.keys import client_token
from tests.kit.webhook_receiver import Receiver, Reply, receiving, willing
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


def later(desk: Desk, **by: float) -> None:
    """Send whatever is due then."""
    with clock.moved(timedelta(**by)):
        desk.send()


def test_a_day_long_both_secrets_sign_and_of_old_ones_two_at_most(desk: Desk, receiver: Receiver) -> None:
    made = desk.active(receiver)
    secrets = [made["secret"]]
    for _ in range(3):
        answer = desk.ask("POST", f"/{made['id']}/_rotate")
        assert answer.status_code == 200
        secrets.append(answer.json["secret"])
    assert len(set(secrets)) == 4
    for hours, signing in ((23, [False, True, True, True]), (25, [False, False, False, True])):
        with clock.moved(timedelta(hours=hours)):
            desk.world.pass_time()
            desk.post_update()
            desk.send()
            assert [receiver.got[-1].signed_with(each) for each in secrets] == signing
            keys = desk.seen(made)["keys"]
            assert all(receiver.got[-1].signed_by(each["publicKey"]) for each in keys)
            assert len(keys) == sum(signing)


def test_410_ends_it_at_once_and_enabled_again_it_misses_nothing(either: Desk, receiver: Receiver) -> None:
    made = either.active(receiver, types=[POSTED])
    receiver.answer = lambda got: Reply(410)
    either.post_update()
    either.send()
    assert (either.seen(made)["state"], either.seen(made)["disabledBecause"]) == ("disabled", "gone")
    assert either.world.said(WebhookDisabled) == [
        WebhookDisabled(webhook_id=UUID(made["id"]), owner_id=either.owner, because="gone")
    ]
    either.post_update()
    later(either, days=3)
    assert len(receiver.got) == 1
    receiver.answer = willing
    assert either.ask("POST", f"/{made['id']}/_verify").status_code == 409
    assert either.ask("POST", f"/{made['id']}/_enable", {}).json["state"] == "unverified"
    either.send()
    assert [each["state"] for each in either.deliveries(made)] == ["delivered", "delivered"]
    assert len({each.id for each in receiver.got}) == 2


def test_after_five_days_without_one_success_it_is_disabled_and_its_owner_hears_once(
    desk: Desk, receiver: Receiver
) -> None:
    made = desk.active(receiver)
    receiver.answer = lambda got: Reply(500)
    desk.post_update()
    for days in (0, 1, 2, 3, 4):
        later(desk, days=days)
        desk.post_update()
    assert (desk.seen(made)["state"], desk.seen(made)["failingSince"] is not None) == ("active", True)
    later(desk, days=5, hours=1)
    assert (desk.seen(made)["state"], desk.seen(made)["disabledBecause"]) == ("disabled", "failing")
    later(desk, days=6)
    assert len(desk.world.said(WebhookDisabled)) == 1


def test_one_success_within_the_five_days_counts_from_anew(desk: Desk, receiver: Receiver) -> None:
    made = desk.active(receiver)
    for days, status in ((0, 500), (3, 204), (4, 500), (7, 500)):
        receiver.answer = lambda got, status=status: Reply(status)  # type: ignore[misc]
        with clock.moved(timedelta(days=days)):
            desk.post_update()
            desk.send()
    assert desk.seen(made)["state"] == "active"


def test_disabled_by_its_owner_it_rests_and_may_go_on_from_another_place(desk: Desk, receiver: Receiver) -> None:
    made = desk.active(receiver, types=[POSTED])
    assert desk.ask("POST", f"/{made['id']}/_disable").json["disabledBecause"] == "asked"
    for _ in range(3):
        desk.post_update()
    desk.send()
    assert receiver.got == []
    end = int(desk.world.get("/events").json["cursor"])
    assert desk.ask("POST", f"/{made['id']}/_enable", {"after": end + 1}).status_code == 400
    assert desk.ask("POST", f"/{made['id']}/_enable", {"after": end}).status_code == 202
    desk.send()
    desk.post_update()
    desk.send()
    assert len(receiver.got) == 1
    assert desk.world.said(WebhookDisabled) == []


def test_one_is_sent_once_more_under_the_same_id(desk: Desk, receiver: Receiver) -> None:
    made = desk.active(receiver)
    desk.post_update()
    desk.send()
    delivery = desk.deliveries(made)[0]
    assert desk.ask("POST", f"/{made['id']}/deliveries/{delivery['id']}/_redeliver").json["state"] == "pending"
    desk.send()
    assert [each.id for each in receiver.got].count(delivery["eventId"]) == 2
    (same,) = desk.deliveries(made, f"?eventId={delivery['eventId']}")
    assert ([each["number"] for each in same["attempts"]], same["state"]) == ([1, 2], "delivered")


def test_a_stretch_is_sent_once_more_by_position_or_by_time(either: Desk, receiver: Receiver) -> None:
    either.post_update()  # before there was a webhook: known to the log only
    made = either.active(receiver, types=[POSTED])
    moments = []
    for _ in range(3):
        moments.append(clock.now().isoformat())
        either.post_update()
        either.send()
    positions = [each["position"] for each in either.deliveries(made)]

    def again(body: dict[str, Any]) -> Any:
        receiver.got.clear()
        answer = either.ask("POST", f"/{made['id']}/deliveries/_redeliver", body)
        either.send()
        return answer.json

    assert again({"fromPosition": 1}) == {"queued": 4, "lastPosition": positions[-1], "more": False}
    assert len({each.id for each in receiver.got}) == 4
    assert again({"fromPosition": positions[0], "toPosition": positions[1]})["queued"] == len(receiver.got) == 2
    assert again({"since": moments[1], "until": moments[2]})["queued"] == len(receiver.got) == 1
    assert again({"fromPosition": 1, "onlyFailed": True})["queued"] == 0
    assert again({"toPosition": 5})["status"] == 400


def test_an_answer_that_repeats_a_text_that_was_taken_back_is_forgotten_with_it(desk: Desk, receiver: Receiver) -> None:
    made = desk.active(receiver, body="full", types=[POSTED])
    receiver.answer = lambda got: Reply(200, got.body[-150:])
    update = desk.post_update(body="Dit was te persoonlijk.")
    desk.send()
    assert "persoonlijk" in desk.deliveries(made)[0]["attempts"][0]["answer"]
    desk.world.hear(UpdateWithdrawn(update_id=update.update_id, proeftuin_id=update.proeftuin_id), times=1)
    assert desk.deliveries(made)[0]["attempts"][0]["answer"] == ""


def test_who_is_no_integrator_any_more_and_a_machine_that_is_gone_get_nothing(desk: Desk, receiver: Receiver) -> None:
    client = new_id()
    his = desk.active(receiver)
    its = desk.ask("POST", "", {"url": receiver.url}, **desk.machine(client)).json
    desk.send()
    desk.world.hear(ClientDeleted(client_id=client))
    assert [desk.seen(each)["disabledBecause"] for each in (his, its)] == [None, "not-allowed"]
    desk.world.hear(RoleRevoked(person_id=desk.owner, role="integrator"))
    assert [desk.seen(each)["disabledBecause"] for each in (his, its)] == ["not-allowed", "not-allowed"]
    desk.post_update()
    desk.send()
    assert receiver.got == []


def test_a_client_that_acts_for_somebody_makes_none_for_him(desk: Desk) -> None:
    """Whoever may allow a client something is not an integrator by that."""
    acting = {"headers": client_token(new_id(), "webhooks:manage")}
    asked = [
        desk.world.post("/webhooks", {"url": "https://hooks.example.org/"}, **acting),
        desk.world.get("/webhooks", **acting),
    ]
    assert [(each.status_code, each.json["code"]) for each in asked] == [(403, "machines-only")] * 2
