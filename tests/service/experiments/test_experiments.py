"""What is tried, and how it is revised openly."""

from __future__ import annotations

from shared.events.experiments import ExperimentAdded, ExperimentRevised
from shared.ids import new_id
from tests.service.experiments.scene import EXPERIMENT, Scene


def add(scene: Scene) -> str:
    made = scene.ok(scene.world.post(f"{scene.at}/experiments", EXPERIMENT, by=scene.holder))
    return f"{scene.at}/experiments/{made['id']}"


def test_a_holder_describes_what_is_tried(scene: Scene) -> None:
    scene.form()
    answer = scene.world.post(f"{scene.at}/experiments", EXPERIMENT, by=scene.holder)
    assert answer.status_code == 201
    assert answer.headers["ETag"] == '"1"'
    found = answer.get_json()
    plain = [{name: one[name] for name in one if name != "id"} for one in found["indicators"]]
    assert {**{name: found[name] for name in EXPERIMENT}, "indicators": plain} == EXPERIMENT
    assert scene.look()["experiments"] == [found]
    assert isinstance(scene.world.said()[-1], ExperimentAdded)


def test_the_research_group_may_describe_it_once_it_is_in(scene: Scene) -> None:
    scene.form()
    assert scene.world.post(f"{scene.at}/experiments", EXPERIMENT, by=scene.researcher).status_code == 403
    scene.commit(scene.research, "research", scene.researcher)
    assert scene.world.post(f"{scene.at}/experiments", EXPERIMENT, by=scene.researcher).status_code == 201
    assert scene.world.post(f"{scene.at}/experiments", EXPERIMENT, by=scene.partner_speaker).status_code == 403


def test_a_revision_keeps_what_was_there_before(scene: Scene) -> None:
    one = add(scene.form())
    changed = scene.world.patch(one, {"question": "En nu?"}, by=scene.holder, headers={"If-Match": '"1"'})
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"')
    revisions = scene.ok(scene.world.get(f"{one}/revisions"))["items"]
    assert [(each["version"], each["question"]) for each in revisions] == [(1, EXPERIMENT["question"]), (2, "En nu?")]
    assert [each["actorId"] for each in revisions] == [None, None]
    seen_inside = scene.ok(scene.world.get(f"{one}/revisions", by=scene.holder))["items"]
    assert {each["actorId"] for each in seen_inside} == {str(scene.holder)}
    said = scene.world.said(ExperimentRevised)
    assert [each.revision for each in said if isinstance(each, ExperimentRevised)] == [2]


def test_a_revision_without_a_difference_is_none(scene: Scene) -> None:
    one = add(scene.form())
    same = scene.world.patch(one, {"question": EXPERIMENT["question"]}, by=scene.holder, headers={"If-Match": '"1"'})
    assert same.headers["ETag"] == '"1"'
    assert len(scene.ok(scene.world.get(f"{one}/revisions"))["items"]) == 1
    assert scene.world.said(ExperimentRevised) == []


def test_a_revision_names_the_version_it_is_put_on(scene: Scene) -> None:
    one = add(scene.form())
    body = {"question": "En nu?"}
    assert scene.world.patch(one, body, by=scene.holder).status_code == 428
    assert scene.world.patch(one, body, by=scene.holder, headers={"If-Match": '"9"'}).status_code == 412
    assert scene.world.patch(one, body, by=scene.stranger).status_code == 403
    assert scene.world.get(one).headers["ETag"] == '"1"'


def test_an_experiment_of_another_proeftuin_is_not_found_here(scene: Scene) -> None:
    add(scene.form())
    for path in (f"{scene.at}/experiments/{new_id()}", f"{scene.at}/experiments/{new_id()}/revisions"):
        assert scene.world.get(path).status_code == 404
    elsewhere = f"/proeftuinen/{new_id()}/experiments/{scene.look()['experiments'][0]['id']}"
    assert scene.world.get(elsewhere).status_code == 404


def test_what_is_measured_is_named_with_unit_and_frequency(scene: Scene) -> None:
    scene.form()
    wrong = {**EXPERIMENT, "indicators": [{"name": "Plezier", "unit": "punten", "every": "nu en dan"}]}
    refusal = scene.world.post(f"{scene.at}/experiments", wrong, by=scene.holder)
    assert refusal.status_code == 400
    assert refusal.get_json()["errors"][0]["pointer"] == "/indicators/0/every"
