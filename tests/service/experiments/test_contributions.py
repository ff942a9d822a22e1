"""What somebody contributed, in his own words: seen by participants, his to take back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from services.experiments.model import Contribution
from shared.events.experiments import ContributionMade, ContributionWithdrawn
from tests.service.experiments.scene import Scene
from tests.service.experiments.test_erase_person import erase, rows


def tell(scene: Scene, by: UUID | None = None, **changes: Any) -> TestResponse:
    body = {"text": "Ik bouwde de kas.", "hours": 2.25, **changes}
    return scene.world.post(f"{scene.at}/contributions", body, by=by or scene.participant)


def read(scene: Scene, by: UUID) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = scene.ok(scene.world.get(f"{scene.at}/contributions", by=by))["items"]
    return items


def withdraw(scene: Scene, told: dict[str, Any], by: UUID) -> int:
    return scene.world.post(f"{scene.at}/contributions/{told['id']}/_withdraw", by=by).status_code


@pytest.fixture
def joined(scene: Scene) -> Scene:
    scene.form()
    scene.join(scene.participant)
    return scene


def test_participants_see_it_credited_and_outsiders_nothing(joined: Scene) -> None:
    told = joined.ok(tell(joined))
    assert (told["personId"], told["hours"]) == (str(joined.participant), 2.25)
    assert read(joined, joined.holder) == [told]
    assert read(joined, joined.stranger) == []
    assert joined.world.get(f"{joined.at}/contributions").status_code == 401
    assert [tell(joined, by=who).status_code for who in (joined.stranger, joined.steward)] == [403, 403]
    facts = {"proeftuin_id": joined.id, "contribution_id": UUID(told["id"]), "person_id": joined.participant}
    assert joined.world.said(ContributionMade) == [ContributionMade(**facts)]
    assert "contribution.made" not in [entry["kind"] for entry in joined.story()]


def test_only_who_told_it_takes_it_back_also_after_leaving(joined: Scene) -> None:
    told, kept = joined.ok(tell(joined)), joined.ok(tell(joined, hours=None, text="Koffie."))
    assert withdraw(joined, told, joined.holder) == 403
    joined.ok(joined.leave(joined.participant))
    assert read(joined, joined.participant) == [kept, told]
    assert [withdraw(joined, told, joined.participant) for _ in range(2)] == [204, 409]
    assert read(joined, joined.holder) == [kept]
    assert [each.text for each in rows(joined, Contribution)] == ["", "Koffie."]
    assert len(joined.world.said(ContributionWithdrawn)) == 1
    erase(joined, joined.participant)
    assert rows(joined, Contribution) == []


def test_hours_are_quarters_and_words_are_needed(joined: Scene) -> None:
    for hours in (0, -1, 0.3, 10_001, "veel"):
        assert tell(joined, hours=hours).status_code == 400
    assert tell(joined, text="").status_code == 400
