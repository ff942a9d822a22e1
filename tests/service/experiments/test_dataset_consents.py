"""Consent for a dataset is given per purpose, taken back at any time, and the removal is confirmed or missed."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import UUID

import pytest

from services.experiments.model import Consent
from shared import clock
from shared.bus.tables import export_part
from shared.events.experiments import ConsentGiven, ConsentWithdrawn, RemovalConfirmed, RemovalOverdue
from shared.events.identity import ExportRequested, PersonErased
from shared.ids import new_id
from shared.privacy.erasing import FORMER
from tests.service.experiments.gathering import Gathering
from tests.service.experiments.scene import Scene, codes
from tests.service.experiments.test_erase_person import rows

ASKED = ["Meten of ons werk leuker wordt.", "Vergelijken met andere proeftuinen."]


class Asking(Gathering):
    """A gathering with one dataset that asks for two purposes."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self.at = self.ready(purposes=ASKED, personalData=True, access="restricted")
        self.purposes = [each["id"] for each in self.look(self.at, scene.holder)["purposes"]]
        self.dataset = UUID(self.at.rpartition("/")[2])

    def choose(self, person: UUID, *purposes: str) -> None:
        self.scene.ok(self.world.put(f"{self.at}/consents/me", {"purposes": purposes}, by=person))

    def given(self, person: UUID) -> list[bool]:
        found = self.scene.ok(self.world.get(f"{self.at}/consents/me", by=person))["items"]
        return [each["given"] for each in found]


@pytest.fixture
def asking(scene: Scene) -> Asking:
    return Asking(scene)


def test_each_purpose_is_consented_to_by_itself_and_by_oneself(asking: Asking) -> None:
    scene, (measuring, comparing) = asking.scene, asking.purposes
    assert asking.given(scene.participant) == [False, False]
    asking.choose(scene.participant, measuring, comparing)
    asking.choose(scene.participant, measuring)
    assert asking.given(scene.participant) == [True, False]
    assert asking.given(scene.holder) == [False, False]
    told = asking.world.said(ConsentGiven, ConsentWithdrawn)
    assert [type(each) for each in told] == [ConsentGiven, ConsentGiven, ConsentWithdrawn]
    last = told[-1]
    assert isinstance(last, ConsentWithdrawn)
    assert (last.subject_kind, last.subject_id, str(last.purpose_id)) == ("dataset", asking.dataset, comparing)
    path = f"{asking.at}/consents/me"
    assert asking.world.put(path, {"purposes": [measuring]}, by=scene.stranger).status_code == 403
    assert codes(asking.world.put(path, {"purposes": [str(new_id())]}, by=scene.holder)) == ["no-such-purpose"]


def test_who_left_takes_it_back_and_gives_none_anew(asking: Asking) -> None:
    scene, (measuring, _) = asking.scene, asking.purposes
    asking.choose(scene.participant, measuring)
    scene.leave(scene.participant)
    assert asking.given(scene.participant) == [True]
    known = asking.look(asking.at, scene.participant)
    assert (known["state"], "description" in known, known["files"]) == ("draft", False, [])
    assert asking.world.get(asking.at, by=scene.stranger).status_code == 404
    scene.ok(asking.world.delete(f"{asking.at}/consents/me", by=scene.participant))
    assert asking.given(scene.participant) == [False]
    again = asking.world.put(f"{asking.at}/consents/me", {"purposes": [measuring]}, by=scene.participant)
    assert again.status_code == 403


def test_the_research_group_confirms_the_removal_and_is_reminded_until_it_does(asking: Asking) -> None:
    scene, world = asking.scene, asking.world
    asking.choose(scene.participant, asking.purposes[0])
    asking.choose(scene.participant)
    removals = f"{asking.at}/removals"
    assert world.get(removals, by=scene.holder).status_code == 403
    (removal,) = scene.ok(world.get(removals, by=scene.researcher))["items"]
    assert removal["confirmBy"] == (clock.today() + timedelta(days=30)).isoformat()
    assert codes(world.post(f"{asking.at}/_publish", by=scene.holder)) == ["removals-open"]
    for days, reminders in ((30, 0), (31, 1), (32, 1), (38, 2)):
        with clock.moved(timedelta(days=days)):
            world.pass_time()
            assert len(world.said(RemovalOverdue)) == reminders
    confirm = f"{removals}/{removal['id']}/_confirm"
    assert world.post(confirm, by=scene.participant).status_code == 403
    elsewhere = confirm.replace(asking.at, asking.describe())
    assert world.post(elsewhere, by=scene.researcher).status_code == 404
    scene.ok(world.post(confirm, by=scene.researcher))
    assert len(world.said(RemovalConfirmed)) == 1
    with clock.moved(timedelta(days=60)):
        world.pass_time()
    assert len(world.said(RemovalOverdue)) == 2
    scene.ok(world.post(f"{asking.at}/_publish", by=scene.holder))


def test_what_is_published_is_mended_while_a_removal_waits_and_published_anew_only_after(asking: Asking) -> None:
    scene, world = asking.scene, asking.world
    asking.choose(scene.participant, asking.purposes[0])
    scene.ok(world.post(f"{asking.at}/_publish", by=scene.holder))
    asking.choose(scene.participant)
    scene.ok(asking.send(asking.at, body=b"maand;plezier\n2026-01;8\n", by=scene.researcher))
    remove = {"reason": "Iemand trok zijn toestemming in.", "numbers": [1]}
    scene.ok(world.post(f"{asking.at}/files/plezier.csv/_remove", remove, by=scene.researcher))
    world.pass_time()
    files = asking.look(asking.at, scene.holder)
    assert [one["number"] for one in files["files"]] == [2]
    asking.end(asking.at, "_restrict")
    assert codes(world.post(f"{asking.at}/_publish", by=scene.holder)) == ["removals-open"]
    (removal,) = scene.ok(world.get(f"{asking.at}/removals", by=scene.researcher))["items"]
    scene.ok(world.post(f"{asking.at}/removals/{removal['id']}/_confirm", by=scene.researcher))
    scene.ok(world.post(f"{asking.at}/_publish", by=scene.holder))


def test_a_purpose_to_which_somebody_consented_stays_as_he_read_it(asking: Asking) -> None:
    scene = asking.scene
    asking.choose(scene.participant, asking.purposes[0])
    tag = {"If-Match": f'"{asking.look(asking.at, scene.holder)["version"]}"'}
    refused = asking.world.patch(asking.at, {"purposes": ["Heel iets anders."]}, by=scene.holder, headers=tag)
    assert (refused.status_code, codes(refused)) == (409, ["consented"])
    kept = {"purposes": [ASKED[0], "Erbij."]}
    changed = scene.ok(asking.world.patch(asking.at, kept, by=scene.holder, headers=tag))
    assert [each["text"] for each in changed["purposes"]] == kept["purposes"]


def test_who_is_erased_is_withdrawn_everywhere_and_named_nowhere(asking: Asking) -> None:
    scene = asking.scene
    asking.choose(scene.participant, *asking.purposes)
    asking.world.hear(PersonErased(person_id=scene.participant))
    assert {each.person_id for each in rows(scene, Consent)} == {FORMER}
    assert len(scene.ok(asking.world.get(f"{asking.at}/removals", by=scene.researcher))["items"]) == 2
    assert asking.look(asking.at, scene.holder)["authorId"] == str(FORMER)


def test_an_export_holds_what_one_gathered_and_consented_to(asking: Asking) -> None:
    scene, soon = asking.scene, clock.now() + timedelta(days=1)
    asking.choose(scene.participant, asking.purposes[0])
    asking.world.hear(ExportRequested(export_id=new_id(), person_id=scene.participant, expires_at=soon))
    with asking.world.service.database.reading() as session:
        part = json.loads(session.execute(export_part.select()).one().body)
    assert [len(part[name]) for name in ("datasets", "datasetFiles", "consents")] == [1, 1, 1]
    assert part["consents"][0]["purposeId"] == asking.purposes[0]
    assert "key" not in part["datasetFiles"][0]
