"""A further werkkring takes part: at once by its member, else when its coordinator confirms."""

from __future__ import annotations

from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from shared import clock
from shared.events.experiments import WerkkringLinked
from shared.events.identity import CoordinatorAppointed, CoordinatorDismissed, MembershipEnded
from shared.ids import new_id
from tests.service.experiments.scene import Scene, werkkring_registered


@pytest.fixture
def second(scene: Scene) -> UUID:
    """Another werkkring, known here, coordinated by the steward; nobody we know is a member."""
    scene.form()
    found = new_id()
    scene.world.hear(
        werkkring_registered(found, "WIN Werkkring Deventer"),
        CoordinatorAppointed(werkkring_id=found, person_id=scene.steward),
    )
    return found


def link(scene: Scene, werkkring: UUID, by: UUID | None = None) -> TestResponse:
    return scene.world.post(f"{scene.at}/werkkringen", {"werkkringId": str(werkkring)}, by=by or scene.holder)


def confirm(scene: Scene, werkkring: UUID, by: UUID) -> TestResponse:
    return scene.world.post(f"{scene.at}/werkkringen/{werkkring}/_confirm", by=by)


def test_a_holder_links_his_own_werkkring_at_once(scene: Scene, second: UUID) -> None:
    scene.world.hear(scene.membership(scene.holder, second))
    found = scene.ok(link(scene, second))
    assert (found["state"], found["name"]) == ("active", "WIN Werkkring Deventer")
    assert len(scene.look()["werkkringen"]) == 2
    assert scene.world.said(WerkkringLinked) == [WerkkringLinked(proeftuin_id=scene.id, werkkring_id=second)]


def test_a_werkkring_of_others_is_asked_and_its_coordinator_confirms(scene: Scene, second: UUID) -> None:
    assert scene.ok(link(scene, second))["state"] == "requested"
    assert len(scene.look()["werkkringen"]) == 1
    asked = scene.ok(scene.world.get(f"{scene.at}/werkkringen"))["items"]
    assert [each["state"] for each in asked] == ["active", "requested"]
    assert confirm(scene, second, scene.holder).status_code == 403
    assert confirm(scene, second, scene.coordinator).status_code == 403
    assert scene.ok(confirm(scene, second, scene.steward))["state"] == "active"
    assert confirm(scene, second, scene.steward).status_code == 409
    assert len(scene.look()["werkkringen"]) == 2


def test_a_membership_that_ended_links_nothing_at_once(scene: Scene, second: UUID) -> None:
    began = scene.membership(scene.holder, second)
    ended = MembershipEnded(
        membership_id=began.membership_id,
        werkkring_id=second,
        person_id=scene.holder,
        started_at=began.started_at,
        ended_at=clock.now(),
    )
    scene.world.hear(began, ended)
    assert scene.ok(link(scene, second))["state"] == "requested"


def test_who_coordinates_no_longer_cannot_confirm(scene: Scene, second: UUID) -> None:
    link(scene, second)
    scene.world.hear(CoordinatorDismissed(werkkring_id=second, person_id=scene.steward))
    assert confirm(scene, second, scene.steward).status_code == 403


def test_a_werkkring_is_linked_once(scene: Scene, second: UUID) -> None:
    assert link(scene, scene.werkkring).get_json()["code"] == "already-linked"
    link(scene, second)
    assert link(scene, second).status_code == 409


def test_nobody_is_confirmed_who_was_not_asked(scene: Scene, second: UUID) -> None:
    assert confirm(scene, second, scene.steward).status_code == 404


def test_a_werkkring_not_heard_of_yet_may_come_in_a_second(scene: Scene, second: UUID) -> None:
    answer = link(scene, new_id())
    assert (answer.status_code, answer.get_json()["code"]) == (409, "not-known-yet")
    assert answer.headers["Retry-After"] == "1"


def test_only_a_holder_links(scene: Scene, second: UUID) -> None:
    scene.join(scene.participant)
    for who in (scene.participant, scene.stranger, scene.steward):
        assert link(scene, second, by=who).status_code == 403
        assert link(scene, new_id(), by=who).status_code == 403
