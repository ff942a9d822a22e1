"""Freezing a dossier: bytes that stay the same whatever happens, and that keep nothing which anybody may take back."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import timedelta

import pytest

from services.experiments.model import dossier as kept_as
from services.experiments.model.dossier import MOST, canonical
from shared import clock
from shared.events.experiments import DossierFrozen
from tests.service.experiments.gathering import CSV, DESCRIBED, Gathering
from tests.service.experiments.lab import Lab
from tests.service.experiments.scene import UPDATE, Scene
from tests.service.experiments.test_dossier import IDS, dossier, everyone, freeze, frozen, page, told, world
from tests.service.experiments.test_erase_person import erase

__all__ = ["told", "world"]


def test_a_frozen_version_answers_the_same_bytes_whatever_happens(told: Scene) -> None:
    made = freeze(told)
    assert made.status_code == 201
    assert made.headers["Location"].endswith("/dossier/versions/1")
    before = frozen(told)
    told.ok(told.post(title="Later"))
    told.ok(told.leave(told.participant))
    erase(told, told.participant)
    erase(told, told.partner_speaker)
    after = frozen(told)
    assert after.data == before.data
    digest = hashlib.sha256(after.data)
    assert made.json["sha256"] == digest.hexdigest() == after.headers["ETag"].strip('"')
    assert after.headers["Repr-Digest"] == f"sha-256=:{base64.b64encode(digest.digest()).decode()}:"
    assert canonical(json.loads(after.data)) == after.data
    assert told.world.said(DossierFrozen) == [DossierFrozen(proeftuin_id=told.id, version=1, sha256=digest.hexdigest())]
    assert (after.json["version"], after.json["address"]) == (1, made.json["address"])
    assert frozen(told, 2).status_code == 404


def test_no_name_title_of_an_update_or_mean_is_kept(told: Scene) -> None:
    told.ok(freeze(told))
    kept = frozen(told).get_data(as_text=True)
    assert set(IDS.findall(kept)) & everyone(told) == set()
    assert "Klein beginnen" not in kept
    (update,) = frozen(told).json["updates"]
    assert update["textSha256"] == hashlib.sha256(f"Klein beginnen\n\n{UPDATE['body']}".encode()).hexdigest()


def test_the_page_of_a_version_shows_words_as_they_are_now(told: Scene) -> None:
    told.ok(freeze(told))
    assert "Klein beginnen" in page(told, "/versions/1")
    assert f"Naam {str(told.participant)[-6:]}" in page(told, "/versions/1")
    erase(told, told.participant)
    shown = page(told, "/versions/1")
    assert f"Naam {str(told.participant)[-6:]}" not in shown
    update = frozen(told).json["updates"][0]["id"]
    told.ok(told.world.post(f"{told.at}/updates/{update}/_withdraw", by=told.holder))
    shown = page(told, "/versions/1")
    assert "Klein beginnen" not in shown
    assert "teruggenomen" in shown
    assert frozen(told).headers["ETag"].strip('"') in shown


def test_holders_and_representatives_freeze_also_what_is_over(told: Scene) -> None:
    who = (told.holder, told.partner_speaker, told.researcher, told.participant, told.stranger, told.steward)
    assert [freeze(told, by=each).status_code for each in who] == [201, 201, 201, 403, 403, 403]
    told.ok(told.world.post(f"{told.at}/_stop", {"reason": "Klaar."}, by=told.holder))
    told.ok(freeze(told))
    listed = told.ok(told.world.get(f"{told.at}/dossier/versions?limit=3"))
    assert [each["version"] for each in listed["items"]] == [4, 3, 2]
    assert listed["next"]
    assert frozen(told, 4).json["course"][-1]["reason"] == "Klaar."
    assert [entry["kind"] for entry in told.story()].count("dossier.frozen") == 4


def test_means_stand_in_what_is_told_now_and_leave_with_who_withdraws(scene: Scene) -> None:
    lab = Lab(scene)
    people = lab.people(5)
    lab.all_enter(people, "7.5")
    with clock.moved(timedelta(days=60)):
        scene.world.pass_time()
        assert dossier(scene)["experiments"][0]["results"] == []
        scene.ok(scene.world.post(f"{lab.at}/results/_open", by=scene.holder))
        (result,) = dossier(scene)["experiments"][0]["results"]
        assert (result["n"], result["mean"]) == (5, "7.5")
        scene.ok(freeze(scene))
        assert "mean" not in frozen(scene).json["experiments"][0]["results"][0]
        assert "7,5" in page(scene, "/versions/1")
        lab.withdraw(people[0])
        assert dossier(scene)["experiments"][0]["results"] == []
        assert "7,5" not in page(scene, "/versions/1")


def test_a_dataset_is_kept_by_proof_of_its_files(scene: Scene) -> None:
    gathering = Gathering(scene)
    at = gathering.ready()
    gathering.describe(title="Nog een kladje")
    scene.ok(scene.world.post(f"{at}/_publish", by=scene.holder))
    (shown,) = dossier(scene)["datasets"]
    assert (shown["title"], shown["files"][0]["sha256"]) == (DESCRIBED["title"], hashlib.sha256(CSV).hexdigest())
    scene.ok(freeze(scene))
    (kept,) = frozen(scene).json["datasets"]
    assert kept == {name: value for name, value in shown.items() if name != "title"}
    assert DESCRIBED["title"] in page(scene, "/versions/1")


def test_two_who_freeze_at_once_get_two_versions(on_both: Scene) -> None:
    on_both.run()
    numbers = [on_both.ok(freeze(on_both, by=who))["version"] for who in (on_both.holder, on_both.researcher)]
    assert numbers == [1, 2]
    first, second = frozen(on_both).json, frozen(on_both, 2).json
    different = {name for name in first if first[name] != second[name]}
    assert different == {"asOf", "version", "address", "citation"}


def test_who_presses_the_button_all_day_is_told_to_come_back_tomorrow(on_both: Scene) -> None:
    on_both.run()
    assert {freeze(on_both).status_code for _ in range(MOST)} == {201}
    refused = freeze(on_both)
    assert (refused.status_code, refused.json["errors"][0]["code"]) == (409, "frozen-enough")
    assert "tomorrow" in refused.json["errors"][0]["how"]
    with clock.moved(timedelta(days=1, minutes=1)):
        assert on_both.ok(freeze(on_both))["version"] == MOST + 1


def test_what_is_too_large_to_keep_for_ever_is_refused_and_leaves_nothing(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.run()
    monkeypatch.setattr(kept_as, "LARGEST", 100)
    assert freeze(scene).json["errors"][0]["code"] == "dossier-too-large"
    assert frozen(scene).status_code == 404
    assert "dossier.frozen" not in [line["kind"] for line in scene.story()]
