"""Where the group has it first, everyone reads an update some days after its participants; and what an editor holds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from shared import clock
from shared.events.experiments import SharingPlanSet, UpdatePosted, UpdateRestated, UpdateRevised, UpdateWithdrawn
from shared.events.sharing import PublicationHeld, PublicationPublished, PublicationReleased, PublicationRetracted
from shared.ids import new_id
from tests.service.experiments.scene import SHARING, Scene

SAID = (UpdatePosted, UpdateRevised, UpdateWithdrawn)


def first_for(scene: Scene, days: int) -> None:
    scene.ok(scene.world.put(f"{scene.at}/sharing-plan", {**SHARING, "participantsFirstDays": days}, by=scene.holder))


def titles(scene: Scene, by: UUID | None = None) -> list[str]:
    return [each["title"] for each in scene.ok(scene.world.get(f"{scene.at}/updates", by=by))["items"]]


def days_later(scene: Scene, days: float) -> None:
    with clock.moved(timedelta(days=days)):
        scene.world.pass_time()


def test_the_group_reads_it_at_once_and_everyone_when_its_days_are_over(on_both: Scene) -> None:
    on_both.form()
    first_for(on_both, 3)
    told = on_both.ok(on_both.post(title="Eerst voor ons"))
    assert told["opensAt"] > told["at"]
    assert titles(on_both, by=on_both.holder) == ["Eerst voor ons"]
    days_later(on_both, 2.9)
    assert (titles(on_both), on_both.world.said(*SAID)) == ([], [])
    assert on_both.world.get(f"{on_both.at}/updates/{told['id']}").status_code == 404
    assert not any("Eerst voor ons" in str(entry) for entry in on_both.story())
    days_later(on_both, 3.1)
    days_later(on_both, 3.2)
    assert titles(on_both) == ["Eerst voor ons"]
    (said,) = on_both.world.said(*SAID)
    assert isinstance(said, UpdatePosted)
    assert (said.title, said.author_id) == ("Eerst voor ons", on_both.holder)
    assert any("Eerst voor ons" in str(entry) for entry in on_both.story())


def test_what_changes_meanwhile_is_said_once_as_it_is_then(scene: Scene) -> None:
    scene.form()
    first_for(scene, 14)
    told, withdrawn = scene.ok(scene.post(title="Vroeg")), scene.ok(scene.post(title="Toch niet"))
    path = f"{scene.at}/updates/{told['id']}"
    scene.ok(scene.world.patch(path, {"title": "Beter"}, by=scene.holder, headers={"If-Match": '"1"'}))
    scene.ok(scene.world.post(f"{scene.at}/updates/{withdrawn['id']}/_withdraw", by=scene.holder))
    assert scene.world.said(*SAID) == []
    days_later(scene, 15)
    assert [getattr(each, "title", None) for each in scene.world.said(*SAID)] == ["Beter"]


def test_what_was_for_the_group_only_waits_its_days_when_it_is_to_be_public(scene: Scene) -> None:
    scene.form()
    first_for(scene, 7)
    told = scene.ok(scene.post(visibility="participants"))
    assert told["opensAt"] is None
    path, tag = f"{scene.at}/updates/{told['id']}", {"If-Match": '"1"'}
    assert scene.ok(scene.world.patch(path, {"visibility": "public"}, by=scene.holder, headers=tag))["opensAt"]
    assert scene.world.said(*SAID) == []
    days_later(scene, 8)
    assert len(scene.world.said(UpdatePosted)) == 1


def test_nothing_that_waits_is_restated_and_a_fortnight_is_the_most(scene: Scene) -> None:
    scene.form()
    answer = scene.world.put(f"{scene.at}/sharing-plan", {**SHARING, "participantsFirstDays": 15}, by=scene.holder)
    assert answer.status_code == 400
    first_for(scene, 14)
    said = scene.world.said(SharingPlanSet)[-1]
    assert isinstance(said, SharingPlanSet)
    assert said.participants_first_days == 14
    scene.ok(scene.post())
    assert scene.world.service.restate is not None
    with scene.world.service.database.transaction() as session:
        scene.world.service.restate(session)
    assert scene.world.said(UpdateRestated) == []


def test_licence_and_name_are_the_authors_choice(scene: Scene) -> None:
    scene.form()
    assert scene.post(licence="all-mine").status_code == 400
    scene.ok(scene.post(licence="CC0-1.0", credited=False))
    (said,) = scene.world.said(UpdatePosted)
    assert isinstance(said, UpdatePosted)
    assert (said.licence, said.credited) == ("CC0-1.0", False)


def held_of(scene: Scene, by: UUID) -> Any:
    return scene.ok(scene.world.get(f"{scene.at}/held-publications", by=by))["items"]


def test_only_the_group_reads_what_an_editor_holds_and_why(scene: Scene) -> None:
    scene.form()
    about = {"publication_id": new_id(), "update_id": new_id(), "proeftuin_id": scene.id}
    url = "https://example.org/publicaties/1"
    scene.world.hear(PublicationHeld(**about, source="update", title="Loon", reason="Er staat een naam in.", url=url))
    (held,) = held_of(scene, scene.holder)
    assert (held["title"], held["reason"], held["url"]) == ("Loon", "Er staat een naam in.", url)
    assert scene.world.get(f"{scene.at}/held-publications").status_code == 401
    assert scene.world.get(f"{scene.at}/held-publications", by=scene.steward).status_code == 403
    scene.world.hear(PublicationReleased(**about, source="update"))
    assert held_of(scene, scene.holder) == []


def test_what_an_editor_holds_or_took_back_outsiders_do_not_read_here_either(scene: Scene) -> None:
    scene.form()
    told = scene.ok(scene.post(title="Met een naam erin"))
    about: dict[str, Any] = {"publication_id": new_id(), "update_id": UUID(told["id"]), "proeftuin_id": scene.id}
    scene.world.hear(PublicationRetracted(**about, url="https://example.org/1", for_now=True))
    assert titles(scene) == []
    assert scene.world.get(f"{scene.at}/updates/{told['id']}").status_code == 404
    assert titles(scene, by=scene.holder) == ["Met een naam erin"]
    assert not any("Met een naam" in str(entry) for entry in scene.story())
    words: dict[str, Any] = {
        "kind": "progress",
        "title": "T",
        "body": "B",
        "language": "nl",
        "licence": "CC0-1.0",
        "url": "u",
    }
    scene.world.hear(PublicationPublished(**about, **words, revision=2))
    assert titles(scene) == ["Met een naam erin"]
    assert any("Met een naam" in str(entry) for entry in scene.story())
