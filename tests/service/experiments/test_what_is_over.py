"""A proeftuin that was stopped or completed stays as it was, for everybody."""

from __future__ import annotations

import pytest

from shared.ids import new_id
from tests.service.experiments.scene import (
    END_RESULT,
    EXPERIMENT,
    NEEDS,
    SHARING,
    SOURCE,
    UPDATE,
    Scene,
    organisation,
    werkkring_registered,
)

OTHER = new_id()
GROUP = {"name": "Werkzoekenden", "description": ""}
CHANGES = {
    "werkkringen": ("POST", {"werkkringId": str(OTHER)}),
    "commitments": ("POST", {"organisationId": str(OTHER), "part": "partner"}),
    "experiments": ("POST", EXPERIMENT),
    "affected-groups": ("POST", GROUP),
    "affected-groups/{group}": ("DELETE", None),
    "affected-groups/{group}/belongings/me": ("PUT", None),
    "stints": ("POST", {}),
    "holders/{participant}": ("PUT", None),
    "needs": ("PUT", NEEDS),
    "end-result": ("PUT", END_RESULT),
    "end-result/_deliver": ("POST", {"title": "x", "description": "x"}),
    "sharing-plan": ("PUT", SHARING),
    "programme-link": ("PUT", {"whyNone": "x"}),
    "funding/sources": ("POST", SOURCE),
    "funding/spending": (
        "POST",
        {"sourceId": str(OTHER), "amountCents": 1, "spentOn": "2026-01-01", "purpose": "x"},
    ),
    "cycles": ("POST", {"title": "x", "question": "x"}),
    "value-statements": ("POST", {"stakeholder": "society", "kind": "found", "text": "x"}),
    "decisions": ("POST", {"title": "x", "context": "x", "decision": "x"}),
    "contributions": ("POST", {"text": "x"}),
    "closing-statement": ("PUT", {"text": "x"}),
    "win-roles": ("POST", {"personId": str(OTHER), "role": "mentor"}),
    "updates": ("POST", UPDATE),
}


@pytest.mark.parametrize("path", CHANGES)
def test_nothing_changes_any_more(scene: Scene, path: str) -> None:
    scene.compose()
    scene.world.hear(werkkring_registered(OTHER), *organisation(OTHER, "Atelier", "partner"))
    lesson = {"title": "Les", "body": "Klein beginnen."}
    scene.ok(scene.world.post(f"{scene.at}/_stop", {"reason": "Te groot.", "lesson": lesson}, by=scene.holder))
    before = scene.look()
    method, body = CHANGES[path]
    place = path.format(group=scene.group, participant=scene.participant)
    refusal = scene.world.ask(method, f"{scene.at}/{place}", body, by=scene.holder, roles=["steward"])
    assert (refusal.status_code, refusal.get_json()["code"]) == (409, "wrong-state")
    assert scene.look() == before
