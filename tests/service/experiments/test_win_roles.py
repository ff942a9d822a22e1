"""A steward lets someone take a role of WIN, as far as the participants need it."""

from __future__ import annotations

from shared.events.experiments import WinRoleEnded, WinRoleStarted
from tests.service.experiments.scene import UPDATE, Scene


def assign(scene: Scene, role: str = "mentor") -> str:
    body = {"personId": str(scene.other), "role": role}
    answer = scene.world.post(f"{scene.at}/win-roles", body, by=scene.steward, roles=["steward"])
    return str(scene.ok(answer)["id"])


def test_the_role_that_is_needed_is_assigned_by_a_steward(scene: Scene) -> None:
    scene.compose()
    needs = {"statement": "Iemand die meekijkt.", "winRole": "mentor"}
    scene.ok(scene.world.put(f"{scene.at}/needs", needs, by=scene.holder))
    assert scene.missing() == ["S4", "S6"]
    role = assign(scene)
    assert scene.missing() == ["S6"]
    said = scene.world.said(WinRoleStarted)[0]
    assert isinstance(said, WinRoleStarted)
    assert (said.person_id, said.role) == (scene.other, "mentor")
    end = f"{scene.at}/win-roles/{role}/_end"
    assert scene.world.post(end, by=scene.holder).status_code == 403
    assert scene.ok(scene.world.post(end, by=scene.steward, roles=["steward"]))["endedAt"]
    assert scene.missing() == ["S4", "S6"]
    assert len(scene.world.said(WinRoleEnded)) == 1
    assert scene.world.post(end, by=scene.steward, roles=["steward"]).status_code == 404


def test_only_a_steward_assigns_and_once(scene: Scene) -> None:
    scene.form()
    body = {"personId": str(scene.other), "role": "mentor"}
    assert scene.world.post(f"{scene.at}/win-roles", body, by=scene.holder).status_code == 403
    assign(scene)
    again = scene.world.post(f"{scene.at}/win-roles", body, by=scene.steward, roles=["steward"])
    assert again.get_json()["code"] == "already-assigned"


def test_who_bears_it_reads_the_workspace_and_owns_nothing(scene: Scene) -> None:
    scene.compose()
    scene.ok(scene.post(title="Onder ons", visibility="participants"))
    role = assign(scene)
    seen = scene.ok(scene.world.get(f"{scene.at}/updates", by=scene.other))["items"]
    assert [each["title"] for each in seen] == ["Onder ons"]
    assert scene.world.post(f"{scene.at}/updates", UPDATE, by=scene.other).status_code == 403
    assert scene.start(by=scene.other).status_code == 403
    assert scene.world.post(f"{scene.at}/win-roles/{role}/_end", by=scene.other).status_code == 200
    assert scene.ok(scene.world.get(f"{scene.at}/updates", by=scene.other))["items"] == []


def test_everyone_sees_the_role_and_those_inside_see_whose(scene: Scene) -> None:
    scene.form()
    assign(scene)
    public = scene.ok(scene.world.get(f"{scene.at}/win-roles"))["items"]
    assert [(each["role"], each["personId"]) for each in public] == [("mentor", None)]
    inside = scene.ok(scene.world.get(f"{scene.at}/win-roles", by=scene.holder))["items"]
    assert inside[0]["personId"] == str(scene.other)
