"""A dataset is described, published, restricted and destroyed; each decision has who may take it, and a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from services.experiments.model import Dataset
from shared import clock
from shared.events.experiments import (
    DatasetDestroyed,
    DatasetPublished,
    DatasetRestated,
    DatasetRestricted,
    DatasetRevised,
)
from shared.events.sharing import PublicationPublished, PublicationRetracted
from shared.ids import new_id
from tests.service.experiments.gathering import CSV, Gathering
from tests.service.experiments.scene import Scene, codes
from tests.service.experiments.test_erase_person import rows
from tests.service.experiments.test_races import at_once


@pytest.fixture
def gathering(scene: Scene) -> Gathering:
    return Gathering(scene)


def test_a_draft_is_for_those_inside_and_begun_by_who_gathers(gathering: Gathering) -> None:
    scene, world = gathering.scene, gathering.world
    at = gathering.describe(by=scene.researcher)
    assert gathering.look(at, scene.participant)["state"] == "draft"
    assert world.get(at).status_code == 404
    assert scene.ok(world.get(f"{scene.at}/datasets"))["items"] == []
    assert world.post(f"{scene.at}/datasets", {"title": "x"}, by=scene.stranger).status_code == 403
    assert world.post(f"{scene.at}/datasets", {"title": "x"}).status_code == 401
    assert world.said(DatasetPublished) == []


def test_everything_that_publishing_needs_is_told_at_once(gathering: Gathering) -> None:
    scene = gathering.scene
    bare = scene.ok(gathering.world.post(f"{scene.at}/datasets", {"title": "Kaal"}, by=scene.participant))["id"]
    refused = gathering.world.post(f"{scene.at}/datasets/{bare}/_publish", by=scene.holder)
    assert refused.status_code == 409
    pointers = [entry["pointer"] for entry in refused.json["errors"]]
    assert pointers == ["/description", "/keywords", "/provenance", "/contactId", "/personalData", "/files"]
    wrong: dict[str, Any] = {"endsOn": "2025-01-01", "contactId": str(new_id()), "personalData": True}
    at = gathering.describe(**wrong)
    refused = gathering.world.post(f"{at}/_publish", by=scene.holder)
    assert codes(refused) == ["backwards", "contact-unknown", "no-files", "personal-data", "no-purpose"]
    assert gathering.look(at, scene.holder)["state"] == "draft"


def test_a_holder_or_the_research_group_publishes_and_everyone_reads_it(gathering: Gathering) -> None:
    scene, at = gathering.scene, gathering.ready()
    assert gathering.world.post(f"{at}/_publish", by=scene.participant).status_code == 403
    scene.ok(gathering.world.post(f"{at}/_publish", by=scene.researcher))
    (said,) = gathering.world.said(DatasetPublished)
    assert isinstance(said, DatasetPublished)
    assert (said.contact, said.access, said.frequency) == ("Lectoraat Werk van Morgen", "public", "monthly")
    (file,) = said.files
    assert (file.file, file.size, file.media_type) == ("plezier.csv", len(CSV), "text/csv")
    assert file.url.endswith(f"{at}/files/plezier.csv")
    shown = gathering.look(at)
    assert (shown["state"], shown["authorId"], shown["mayDecide"]) == ("published", None, False)
    assert gathering.fetch(at).data == CSV
    assert scene.ok(gathering.world.get(f"{scene.at}/datasets"))["items"] == [shown]


def test_a_published_dataset_stays_complete_and_each_change_is_said(gathering: Gathering) -> None:
    scene, at = gathering.scene, gathering.published()
    tag = {"If-Match": f'"{gathering.look(at)["version"]}"'}
    assert gathering.world.patch(at, {"title": "Anders"}, by=scene.participant).status_code == 428
    lacking = gathering.world.patch(at, {"keywords": []}, by=scene.participant, headers=tag)
    assert (lacking.status_code, codes(lacking)) == (409, ["not-described"])
    scene.ok(gathering.world.patch(at, {"title": "Anders"}, by=scene.participant, headers=tag))
    assert gathering.world.patch(at, {"title": "X"}, by=scene.holder, headers=tag).status_code == 412
    assert gathering.world.patch(at, {"title": "X"}, by=scene.stranger, headers=tag).status_code == 403
    (said,) = gathering.world.said(DatasetRevised)
    assert isinstance(said, DatasetRevised)
    assert said.title == "Anders"


def test_restricted_it_is_for_those_inside_and_everyone_reads_why(gathering: Gathering) -> None:
    scene, at = gathering.scene, gathering.published()
    assert gathering.world.post(f"{at}/_restrict", {}, by=scene.holder).status_code == 400
    assert gathering.end(at, "_restrict", by=scene.participant).status_code == 403
    scene.ok(gathering.end(at, "_restrict", reason="Te weinig mensen."))
    shown = gathering.look(at)
    assert (shown["state"], shown["reason"], shown["files"]) == ("restricted", "Te weinig mensen.", [])
    assert "description" not in shown
    assert gathering.fetch(at).status_code == 404
    assert gathering.fetch(at, by=scene.participant).data == CSV
    assert len(gathering.world.said(DatasetRestricted)) == 1
    scene.ok(gathering.world.post(f"{at}/_publish", by=scene.holder))
    assert gathering.look(at)["reason"] is None


def test_destroyed_it_leaves_a_stone_and_no_bytes(gathering: Gathering) -> None:
    scene, at = gathering.scene, gathering.published()
    scene.ok(gathering.end(at, "_destroy", reason="Op verzoek."))
    shown = gathering.look(at)
    assert (shown["state"], shown["reason"]) == ("destroyed", "Op verzoek.")
    assert shown["description"].startswith("Hoeveel plezier")
    assert gathering.fetch(at, by=scene.holder).status_code == 404
    (gone,) = gathering.look(at, scene.holder)["earlierFiles"]
    assert (gone["removedWhy"], gone["url"]) == ("Op verzoek.", None)
    store = gathering.world.client.application.extensions["store"]
    assert len(list(store.kept())) == 1
    gathering.world.pass_time()
    assert list(store.kept()) == []
    assert len(gathering.world.said(DatasetDestroyed)) == 1
    assert gathering.end(at, "_destroy").status_code == 409
    assert gathering.send(at).status_code == 409
    draft = gathering.ready()
    scene.ok(gathering.end(draft, "_destroy"))
    assert "description" not in gathering.look(draft), "what nobody outside read stays unread"


def test_two_decide_at_once_and_one_does(on_both: Scene) -> None:
    gathering = Gathering(on_both)
    at = gathering.ready()
    publish = lambda: gathering.world.post(f"{at}/_publish", by=on_both.holder)  # noqa: E731
    assert at_once(publish, publish) == [200, 409]
    destroy = lambda: gathering.end(at, "_destroy", by=on_both.researcher)  # noqa: E731
    restrict = lambda: gathering.end(at, "_restrict")  # noqa: E731
    answers = at_once(destroy, destroy, restrict)
    assert answers in ([200, 200, 409], [200, 409, 409])
    assert gathering.look(at, on_both.holder)["state"] == "destroyed"
    assert len(gathering.world.said(DatasetDestroyed)) == 1


def test_a_proeftuin_is_completed_when_each_of_its_datasets_is_decided_on(gathering: Gathering) -> None:
    scene, at = gathering.scene, gathering.describe()
    with clock.moved(timedelta(days=3 * 366)):
        scene.conclude()
        refused = gathering.world.post(f"{scene.at}/_complete", by=scene.holder)
        assert "dataset-undecided" in codes(refused)
        scene.ok(gathering.end(at, "_restrict"))
        refused = gathering.world.post(f"{scene.at}/_complete", by=scene.holder)
        assert "dataset-undecided" not in codes(refused)


def test_what_an_editor_took_back_is_not_read_here_either(gathering: Gathering) -> None:
    scene, at = gathering.scene, gathering.published()
    (row,) = rows(scene, Dataset)
    about: dict[str, Any] = {
        "publication_id": new_id(),
        "update_id": row.id,
        "proeftuin_id": scene.id,
        "source": "dataset",
    }
    gathering.world.hear(PublicationRetracted(url="https://example.org", **about))
    assert gathering.world.get(at).status_code == 404
    assert gathering.fetch(at).status_code == 404
    assert gathering.look(at, scene.participant)["state"] == "published"
    words: dict[str, Any] = {
        "kind": "dataset",
        "title": "x",
        "body": "x",
        "language": "nl",
        "licence": "CC-BY-4.0",
        "url": "x",
    }
    gathering.world.hear(PublicationPublished(**about, **words))
    assert gathering.look(at)["state"] == "published"


def test_published_datasets_are_restated(gathering: Gathering) -> None:
    at = gathering.published()
    gathering.describe()
    restate = gathering.world.service.restate
    assert restate is not None
    with gathering.world.service.database.transaction() as session:
        restate(session)
    (said,) = gathering.world.said(DatasetRestated)
    assert isinstance(said, DatasetRestated)
    assert at.endswith(str(said.dataset_id))
