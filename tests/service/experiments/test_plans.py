"""What holders say of their proeftuin, and the delivery of its result."""

from __future__ import annotations

from typing import Any

import pytest

from shared.events.experiments import EndResultDelivered, SharingPlanSet
from tests.service.experiments.scene import END_RESULT, NEEDS, SHARING, Scene, codes

PROGRAMME = {"name": "Leven lang ontwikkelen", "url": "https://example.org/llo"}
PLANS: dict[str, tuple[str, dict[str, Any]]] = {
    "needs": ("needs", NEEDS),
    "end-result": ("endResult", {**END_RESULT, "delivered": False, "delivery": None}),
    "sharing-plan": ("sharingPlan", SHARING),
    "programme-link": ("programmeLink", {**PROGRAMME, "whyNone": None}),
}
GIVEN: dict[str, dict[str, Any]] = {
    "needs": NEEDS,
    "end-result": END_RESULT,
    "sharing-plan": SHARING,
    "programme-link": PROGRAMME,
}


@pytest.mark.parametrize("path", PLANS)
def test_a_holder_gives_it_and_everyone_reads_it(scene: Scene, path: str) -> None:
    scene.form()
    before = scene.look()["version"]
    answer = scene.world.put(f"{scene.at}/{path}", GIVEN[path], by=scene.holder)
    field, shown = PLANS[path]
    assert scene.ok(answer)[field] == shown
    assert scene.look()[field] == shown
    assert answer.headers["ETag"] == f'"{before + 1}"'


@pytest.mark.parametrize("path", PLANS)
def test_nobody_but_a_holder_gives_it(scene: Scene, path: str) -> None:
    scene.form()
    scene.join(scene.participant)
    for who in (scene.participant, scene.stranger, scene.steward):
        assert scene.world.put(f"{scene.at}/{path}", GIVEN[path], by=who).status_code == 403
    assert scene.world.put(f"{scene.at}/{path}", GIVEN[path]).status_code == 401


def test_sharing_is_every_sixty_days_unless_said_otherwise(scene: Scene) -> None:
    scene.form()
    body = {"channels": {"partup": {"partupId": "abc"}}}
    found = scene.ok(scene.world.put(f"{scene.at}/sharing-plan", body, by=scene.holder))
    shown = {
        "rhythmDays": 60,
        "channels": {"website": False, "partup": {"partupId": "abc"}},
        "participantsFirstDays": 0,
    }
    assert found["sharingPlan"] == shown
    expected = SharingPlanSet(proeftuin_id=scene.id, rhythm_days=60, website=False, partup_id="abc")
    assert scene.world.said(SharingPlanSet) == [expected]


def test_sharing_nowhere_is_missing_before_the_start_and_refused_after_it(scene: Scene) -> None:
    nowhere = {"rhythmDays": 60, "channels": {"website": False, "partup": None}}
    scene.compose()
    scene.ok(scene.world.put(f"{scene.at}/sharing-plan", nowhere, by=scene.holder))
    assert scene.missing() == ["S6", "S8"]
    scene.ok(scene.world.put(f"{scene.at}/sharing-plan", SHARING, by=scene.holder))
    scene.ok(scene.start())
    refusal = scene.world.put(f"{scene.at}/sharing-plan", nowhere, by=scene.holder)
    assert (refusal.status_code, codes(refusal)) == (409, ["S8"])


def test_a_programme_or_the_reason_for_none(scene: Scene) -> None:
    scene.form()
    assert scene.world.put(f"{scene.at}/programme-link", {}, by=scene.holder).status_code == 400
    scene.ok(scene.world.put(f"{scene.at}/programme-link", {"whyNone": "Er is er geen."}, by=scene.holder))
    assert scene.ok(scene.world.get(f"{scene.at}/readiness"))["warnings"] == []


def test_the_result_is_delivered_while_it_runs(scene: Scene) -> None:
    scene.compose()
    body = {"title": "Tien aanbevelingen", "url": "https://example.org/tien", "description": "Voor gemeenten."}
    assert scene.world.post(f"{scene.at}/end-result/_deliver", body, by=scene.holder).status_code == 409
    scene.ok(scene.start())
    assert scene.world.post(f"{scene.at}/end-result/_deliver", body, by=scene.participant).status_code == 403
    found = scene.ok(scene.world.post(f"{scene.at}/end-result/_deliver", body, by=scene.holder))["endResult"]
    assert found["delivered"] is True
    assert {name: found["delivery"][name] for name in body} == body
    assert scene.world.said(EndResultDelivered) == [
        EndResultDelivered(proeftuin_id=scene.id, type="recommendations", **body)
    ]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("needs", {"statement": "", "winRole": "none"}),
        ("needs", {"statement": "x", "winRole": "boss"}),
        ("end-result", {"type": "recommendations", "description": "x", "delivered": True}),
        ("sharing-plan", {"rhythmDays": 0, "channels": {"website": True}}),
        ("programme-link", {"name": "x", "url": "javascript:alert(1)"}),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field(scene: Scene, path: str, body: dict[str, Any]) -> None:
    scene.form()
    refusal = scene.world.put(f"{scene.at}/{path}", body, by=scene.holder)
    assert refusal.status_code == 400
    assert refusal.get_json()["errors"][0]["pointer"]


@pytest.mark.parametrize("path", PLANS)
def test_who_names_an_older_version_overwrites_nothing(scene: Scene, path: str) -> None:
    scene.form()
    seen = f'"{scene.look()["version"]}"'
    for status in (200, 412):
        answer = scene.world.put(f"{scene.at}/{path}", GIVEN[path], by=scene.holder, headers={"If-Match": seen})
        assert answer.status_code == status
