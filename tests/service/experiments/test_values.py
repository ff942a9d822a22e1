"""What a stakeholder expects and finds, told by participants over time."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from werkzeug.test import TestResponse

from services.experiments.model import ValueStatement
from shared.events.experiments import ValueStated
from shared.ids import new_id
from shared.privacy.erasing import FORMER
from tests.service.experiments.scene import Scene
from tests.service.experiments.test_cycles import begin
from tests.service.experiments.test_erase_person import erase, rows


def state(scene: Scene, by: UUID | None = None, **changes: Any) -> TestResponse:
    body = {"stakeholder": "society", "kind": "expected", "text": "Meer mensen aan het werk.", **changes}
    return scene.world.post(f"{scene.at}/value-statements", body, by=by or scene.participant)


def stated(scene: Scene, query: str = "", by: UUID | None = None) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = scene.ok(scene.world.get(f"{scene.at}/value-statements{query}", by=by))["items"]
    return items


def test_value_is_read_by_everyone_per_stakeholder_over_time(scene: Scene) -> None:
    scene.run()
    group: dict[str, Any] = {"stakeholder": "affected-group", "partId": scene.group}
    first = scene.ok(state(scene, **group, text="Rust."))
    scene.ok(state(scene))
    cycle = scene.ok(begin(scene))["id"]
    later = scene.ok(state(scene, **group, kind="found", text="Meer rust.", cycleId=cycle))
    assert [each["text"] for each in stated(scene)] == ["Rust.", "Meer mensen aan het werk.", "Meer rust."]
    of_group = f"?stakeholder=affected-group&partId={scene.group}"
    assert stated(scene, of_group, by=scene.holder) == [first, later]
    assert [each["text"] for each in stated(scene, f"{of_group}&kind=found")] == ["Meer rust."]
    assert {each["authorId"] for each in stated(scene, by=scene.stranger)} == {None}
    last = scene.world.said(ValueStated)[-1]
    assert isinstance(last, ValueStated)
    assert (last.statement_id, last.cycle_id) == (UUID(later["id"]), UUID(cycle))
    erase(scene, scene.participant)
    assert {(each.author_id, bool(each.text)) for each in rows(scene, ValueStatement)} == {(FORMER, True)}


def test_only_participants_state_it_of_who_has_a_stake(scene: Scene) -> None:
    scene.run()
    assert [state(scene, by=who).status_code for who in (scene.stranger, scene.steward)] == [403, 403]
    strangers = [{"stakeholder": kind, "partId": str(new_id())} for kind in ("affected-group", "commitment")]
    wrong: list[dict[str, Any]] = [*strangers, {"stakeholder": "werkkring"}, {"partId": str(new_id())}]
    for changes in (*wrong, {"kind": "hoped"}, {"text": ""}, {"cycleId": str(new_id())}):
        assert state(scene, **changes).status_code == 400, changes
    assert stated(scene) == []
