"""One ordered story, in which holders stand by name and others do not."""

from __future__ import annotations

from tests.service.experiments.scene import Scene


def test_everything_that_happened_stands_in_order(scene: Scene) -> None:
    scene.run()
    scene.ok(scene.post())
    scene.ok(scene.leave(scene.participant))
    assert [entry["kind"] for entry in scene.story()] == [
        "proeftuin.formed",
        "participation.started",
        "commitment.proposed",
        "commitment.accepted",
        "commitment.proposed",
        "commitment.accepted",
        "experiment.added",
        "affected-group.named",
        "belonging.declared",
        "needs.stated",
        "end-result.set",
        "sharing-plan.set",
        "funding.added",
        "proeftuin.started",
        "update.posted",
        "participation.ended",
        "composition.broken",
    ]
    moments = [entry["at"] for entry in scene.story()]
    assert moments == sorted(moments)


def test_outsiders_see_holders_and_no_other_person(scene: Scene) -> None:
    scene.run()
    named = {entry["actorId"] for entry in scene.story()}
    assert named == {str(scene.holder), None}
    inside = {entry["actorId"] for entry in scene.story(by=scene.participant)}
    assert {str(scene.participant), str(scene.partner_speaker)} <= inside
    public = str(scene.story())
    assert str(scene.participant) not in public
    assert str(scene.partner_speaker) not in public


def test_it_comes_in_pages(scene: Scene) -> None:
    scene.run()
    found, path = [], f"{scene.at}/timeline?limit=4"
    while path:
        page = scene.ok(scene.world.get(path))
        found += [entry["id"] for entry in page["items"]]
        path = (page["next"] or "").removeprefix("/api/experiments/v1")
    assert found == [entry["id"] for entry in scene.story()]


def test_it_is_read_by_kind_and_from_its_end(scene: Scene) -> None:
    scene.run()
    asked = f"{scene.at}/timeline?kinds=commitment.accepted,proeftuin"
    found = [entry["kind"] for entry in scene.ok(scene.world.get(asked))["items"]]
    assert found == ["proeftuin.formed", "commitment.accepted", "commitment.accepted", "proeftuin.started"]
    pages, path = [], f"{asked}&order=newest&limit=3"
    while path:
        page = scene.ok(scene.world.get(path))
        pages.append([entry["kind"] for entry in page["items"]])
        path = (page["next"] or "").removeprefix("/api/experiments/v1")
    assert pages == [found[:0:-1], found[:1]]
    refused = [scene.world.get(f"{scene.at}/timeline?{query}") for query in ("kinds=A;B", "kinds=", "order=best")]
    assert [answer.status_code for answer in refused] == [400] * 3


def test_who_belongs_to_a_group_is_told_to_nobody_else(scene: Scene) -> None:
    scene.run()
    readers = (None, scene.holder, scene.participant)
    told = [{e["actorId"] for e in scene.story(by=who) if e["kind"] == "belonging.declared"} for who in readers]
    assert told == [{None}, {None}, {str(scene.participant)}]


def test_every_change_is_another_version(scene: Scene) -> None:
    first = scene.form().look()["version"]
    scene.join(scene.participant)
    answer = scene.world.get(scene.at)
    assert answer.get_json()["version"] == first + 1
    assert answer.headers["ETag"] == f'"{first + 1}"'
