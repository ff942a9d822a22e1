"""Whom the proeftuin is about, and who of them says so himself."""

from __future__ import annotations

from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from shared.ids import new_id
from tests.service.experiments.scene import Scene


@pytest.fixture
def named(scene: Scene) -> Scene:
    """A group is named, and one participant takes part."""
    scene.form()
    scene.join(scene.participant)
    scene.group = scene.name_group("Zelfstandigen")
    return scene


def belonging(scene: Scene, method: str, by: UUID, group: object = None) -> TestResponse:
    return scene.world.ask(method, f"{scene.at}/affected-groups/{group or scene.group}/belongings/me", by=by)


def test_a_participant_belongs_by_his_own_word_and_takes_it_back(named: Scene) -> None:
    assert belonging(named, "PUT", named.participant).status_code == 204
    assert belonging(named, "PUT", named.participant).status_code == 204
    group = named.look(by=named.participant)["affectedGroups"][0]
    assert (group["belongings"], group["mine"]) == (1, True)
    assert named.look(by=named.stranger)["affectedGroups"][0]["mine"] is False
    assert "S3" not in named.missing()
    assert belonging(named, "DELETE", named.participant).status_code == 204
    assert belonging(named, "DELETE", named.participant).status_code == 204
    assert named.look()["affectedGroups"][0]["belongings"] == 0
    assert belonging(named, "PUT", named.participant).status_code == 204
    assert named.look()["affectedGroups"][0]["belongings"] == 1


def test_only_who_takes_part_belongs(named: Scene) -> None:
    for who in (named.stranger, named.steward, named.partner_speaker):
        assert belonging(named, "PUT", who).status_code == 403
        assert belonging(named, "DELETE", who).status_code == 403
        assert belonging(named, "PUT", who, group=new_id()).status_code == 403
    assert belonging(named, "PUT", named.participant, group=new_id()).status_code == 404


def test_belonging_is_only_about_oneself(named: Scene) -> None:
    path = f"{named.at}/affected-groups/{named.group}/belongings/{named.participant}"
    assert named.world.put(path, by=named.holder).status_code == 404
    mine = f"{named.at}/affected-groups/{named.group}/belongings/me"
    assert named.world.put(mine, {"personId": str(named.holder)}, by=named.participant).status_code == 400


def test_leaving_ends_belonging(named: Scene) -> None:
    belonging(named, "PUT", named.participant)
    named.ok(named.leave(named.participant))
    assert named.look()["affectedGroups"][0]["belongings"] == 0
    assert belonging(named, "PUT", named.participant).status_code == 403


def test_a_group_is_named_once_by_a_holder(named: Scene) -> None:
    body = {"name": "zelfstandigen", "description": ""}
    assert named.world.post(f"{named.at}/affected-groups", body, by=named.participant).status_code == 403
    assert named.world.post(f"{named.at}/affected-groups", body, by=named.holder).status_code == 409


def test_a_group_named_by_mistake_is_taken_back_and_stands_in_the_way_no_more(on_both: Scene) -> None:
    on_both.compose()
    slip = on_both.name_group("Zelfstadnigen")
    assert "S3" in on_both.missing()
    place = f"{on_both.at}/affected-groups/{slip}"
    assert on_both.world.delete(place, by=on_both.participant).status_code == 403
    assert on_both.world.delete(place, by=on_both.holder).status_code == 204
    assert "S3" not in on_both.missing()
    assert [group["name"] for group in on_both.look()["affectedGroups"]] == ["Zelfstandigen"]
    assert on_both.world.delete(place, by=on_both.holder).status_code == 404
    assert [entry["kind"] for entry in on_both.story()][-1] == "affected-group.removed"


def test_a_group_to_which_somebody_ever_belonged_stays(named: Scene) -> None:
    place = f"{named.at}/affected-groups/{named.group}"
    for method in ("PUT", "DELETE"):
        belonging(named, method, named.participant)
        refusal = named.world.delete(place, by=named.holder)
        assert (refusal.status_code, refusal.json["code"]) == (409, "group-in-use")
    assert len(named.look()["affectedGroups"]) == 1


def test_a_group_to_which_something_is_worth_stays(named: Scene) -> None:
    told = {"stakeholder": "affected-group", "partId": named.group, "kind": "expected", "text": "Rust."}
    named.ok(named.world.post(f"{named.at}/value-statements", told, by=named.participant))
    refusal = named.world.delete(f"{named.at}/affected-groups/{named.group}", by=named.holder)
    assert (refusal.status_code, refusal.json["code"]) == (409, "group-in-use")
