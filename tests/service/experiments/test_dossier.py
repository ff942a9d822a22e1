"""One record for those who must be convinced: told at any time, frozen for ever, and naming nobody that it keeps."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import httpx
import pytest

from shared import clock
from shared.ids import new_id
from shared.people import Names
from tests.kit.world import Answer, World
from tests.service.experiments.scene import EXPERIMENT, Scene
from tests.service.experiments.test_decisions import record

PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


def named(request: httpx.Request) -> httpx.Response:
    ids = request.url.params["ids"].split(",")
    return httpx.Response(200, json={"items": [{"id": one, "displayName": f"Naam {one[-6:]}"} for one in ids]})


@pytest.fixture
def world(world: World) -> World:
    """Where identity answers with names."""
    names = Names(httpx.Client(transport=httpx.MockTransport(named), base_url="http://identity"))
    world.client.application.extensions["names"] = names
    return world


@pytest.fixture
def told(scene: Scene) -> Scene:
    """A running proeftuin that shared, decided, and let somebody go."""
    scene.run()
    scene.ok(scene.post(by=scene.participant, kind="lesson", title="Klein beginnen"))
    scene.ok(scene.post(title="Onder ons", visibility="participants"))
    scene.ok(record(scene))
    scene.ok(record(scene, "participants", title="Geheim"))
    return scene


def dossier(scene: Scene, **headers: str) -> dict[str, Any]:
    return scene.ok(scene.world.get(f"{scene.at}/dossier", headers=headers))


def page(scene: Scene, path: str = "", language: str = "nl") -> str:
    answer = scene.world.get(f"{scene.at}/dossier{path}?language={language}", headers=PAGE)
    assert answer.content_type == "text/html; charset=utf-8"
    return answer.get_data(as_text=True)


def freeze(scene: Scene, by: UUID | None = None) -> Answer:
    return scene.world.post(f"{scene.at}/dossier/versions", by=by or scene.holder)


def frozen(scene: Scene, number: int = 1) -> Answer:
    return scene.world.get(f"{scene.at}/dossier/versions/{number}")


def everyone(scene: Scene) -> set[str]:
    """The id of each person in the scene."""
    people = (scene.holder, scene.participant, scene.other, scene.partner_speaker, scene.researcher, scene.coordinator)
    return {str(each) for each in people}


def test_every_fact_has_its_date_and_its_source_in_the_public_story(told: Scene) -> None:
    it = dossier(told)
    public = {entry["id"]: entry["at"] for entry in told.story()}
    sources = []

    def collect(part: Any) -> None:
        for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
            collect(inner)
        if isinstance(part, dict) and "source" in part:
            sources.append(part["source"])

    collect(it)
    assert len(sources) > 15
    assert all(source["at"] and source["by"] for source in sources)
    referred = {source["entryId"] for source in sources} - {None}
    assert referred <= public.keys()
    partner, research = it["composition"]["commitments"]
    assert (partner["organisation"], partner["proposedBy"], partner["acceptedBy"]) == (
        "Bakkerij De Korenmaat",
        "holder",
        "representative",
    )
    assert (research["part"], research["byTwoPeople"], research["source"]["by"]) == ("research", True, "representative")
    assert [(group["name"], group["takePart"]) for group in it["affectedGroups"]] == [("Zelfstandigen", 1)]
    assert it["money"]["totals"]["promised"] == 250_000
    assert [each["happened"] for each in it["course"]] == ["proeftuin.formed", "proeftuin.started"]
    assert it["experiments"][0]["revisions"][0]["question"] == EXPERIMENT["question"]


def test_it_names_the_proeftuinen_with_which_it_hangs_together(scene: Scene) -> None:
    scene.form()
    other = new_id()
    scene.world.hear(scene.adopted(idea_id=new_id(), proeftuin_id=other, title="Eerder geprobeerd"))
    body = {"proeftuinId": str(other), "kind": "builds-on", "note": "We gebruiken hun rooster."}
    scene.ok(scene.world.post(f"{scene.at}/relations", body, by=scene.holder))
    (tie,) = dossier(scene)["lineage"]["relations"]
    assert (tie["title"], tie["kind"], tie["outgoing"]) == ("Eerder geprobeerd", "builds-on", True)
    assert tie["source"]["by"] == "holder"
    assert "Bouwt voort op" in page(scene)


def test_it_counts_people_and_tells_what_is_public_only(told: Scene) -> None:
    it = str(dossier(told))
    assert set(IDS.findall(it)) & everyone(told) == set()
    assert "Onder ons" not in it
    assert "Geheim" not in it
    assert "Klein beginnen" in it
    assert str(dossier(told, Authorization=told.world.bearer(told.holder))).count("Geheim") == 0


def test_it_is_json_unless_a_page_is_preferred_and_not_modified_while_nothing_changes(told: Scene) -> None:
    at = f"{told.at}/dossier"
    asked = ("", "*/*", "application/json", PAGE["Accept"], "text/csv")
    kinds = [told.world.get(at, headers={"Accept": form} if form else {}).content_type for form in asked]
    assert kinds == ["application/json"] * 3 + ["text/html; charset=utf-8", "application/problem+json"]
    first = told.world.get(at)
    assert "Accept" in first.headers["Vary"]
    assert told.world.get(at, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    told.ok(told.post())
    assert told.world.get(at, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_reads_in_both_languages_with_headings_in_order(told: Scene, language: str) -> None:
    html = page(told, language=language)
    assert f'<html lang="{language}">' in html
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", html)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)
    assert "Klein beginnen" in html
    assert f"Naam {str(told.participant)[-6:]}" in html
    assert ("Bron: een houder" in html) == (language == "nl")


def test_who_chose_not_to_be_credited_is_not_named(scene: Scene) -> None:
    scene.run()
    scene.ok(scene.post(by=scene.participant, credited=False))
    assert "Naam" not in page(scene)


def test_markup_in_words_stays_words(scene: Scene) -> None:
    scene.form()
    needs = {"statement": "<script>x</script>", "winRole": "none"}
    scene.ok(scene.world.put(f"{scene.at}/needs", needs, by=scene.holder))
    answer = scene.world.get(f"{scene.at}/dossier", headers=PAGE)
    assert "<script" not in answer.get_data(as_text=True)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_when_identity_does_not_answer_the_page_still_does(told: Scene) -> None:
    def silent(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectTimeout("nobody there")

    names = Names(httpx.Client(transport=httpx.MockTransport(silent), base_url="http://identity"))
    told.world.client.application.extensions["names"] = names
    assert "een deelnemer" in page(told)


def test_who_has_the_page_already_gets_304_until_something_else_is_told(told: Scene) -> None:
    first = told.world.get(f"{told.at}/dossier", headers=PAGE)
    known = {**PAGE, "If-None-Match": first.headers["ETag"]}
    with clock.moved(timedelta(seconds=61)):
        assert told.world.get(f"{told.at}/dossier", headers=known).status_code == 304
        assert told.world.get(f"{told.at}/dossier?language=en", headers=known).status_code == 200
        told.ok(told.post(title="Iets nieuws"))
        assert told.world.get(f"{told.at}/dossier", headers=known).status_code == 200
