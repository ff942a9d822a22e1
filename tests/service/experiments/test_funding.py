"""A proeftuin's own money: totals for everyone, sources for participants."""

from __future__ import annotations

from typing import Any

import pytest

from shared.events.experiments import FundingChanged
from tests.service.experiments.scene import SOURCE, Scene


def add(scene: Scene, **changes: Any) -> dict[str, Any]:
    return scene.ok(scene.world.post(f"{scene.at}/funding/sources", {**SOURCE, **changes}, by=scene.holder))


def change(scene: Scene, source: dict[str, Any], **changes: Any) -> Any:
    return scene.world.patch(f"{scene.at}/funding/sources/{source['id']}", changes, by=scene.holder)


def test_everyone_reads_totals_and_participants_the_sources(scene: Scene) -> None:
    scene.form()
    add(scene)
    add(scene, name="Zaal", kind="in-kind", amountCents=0, state="asked")
    add(scene, name="Fonds", amountCents=5, state="received")
    totals = {"asked": 0, "promised": 250_000, "received": 5, "accounted": 0, "refused": 0, "spent": 0}
    account = {"promised": 250_005, "received": 5, "spent": 0, "left": 5}
    assert scene.look()["funding"] == {"currency": "EUR", "totals": totals, "account": account}
    assert scene.look(by=scene.stranger)["funding"] == {"currency": "EUR", "totals": totals, "account": account}
    sources = scene.look(by=scene.holder)["funding"]["sources"]
    assert [each["name"] for each in sources] == ["Gemeente", "Zaal", "Fonds"]
    assert not any("Gemeente" in str(entry) for entry in scene.story())


def test_a_source_moves_one_step_at_a_time_and_totals_are_told(scene: Scene) -> None:
    scene.form()
    source = add(scene)
    assert scene.ok(change(scene, source, state="received"))["state"] == "received"
    assert change(scene, source, state="promised").status_code == 409
    assert scene.ok(change(scene, source, state="accounted"))["state"] == "accounted"
    assert change(scene, source, amountCents=1).status_code == 409
    said = [each for each in scene.world.said(FundingChanged) if isinstance(each, FundingChanged)]
    assert [(s.promised_cents, s.received_cents, s.accounted_cents) for s in said] == [
        (250_000, 0, 0),
        (0, 250_000, 0),
        (0, 0, 250_000),
    ]


def test_a_source_is_changed_on_top_of_the_proeftuin_that_was_seen(scene: Scene) -> None:
    scene.form()
    source = add(scene)
    at, stale = f"{scene.at}/funding/sources/{source['id']}", {"If-Match": '"1"'}
    refused = scene.world.patch(at, {"name": "Gemeente Ede"}, by=scene.holder, headers=stale)
    assert (refused.status_code, refused.json["code"]) == (412, "changed")
    seen = {"If-Match": scene.world.get(scene.at, by=scene.holder).headers["ETag"]}
    assert (
        scene.ok(scene.world.patch(at, {"name": "Gemeente Ede"}, by=scene.holder, headers=seen))["id"] == source["id"]
    )


def test_a_source_that_stays_as_it_was_is_no_change(scene: Scene) -> None:
    scene.form()
    source, told = add(scene), len(scene.story())
    same = scene.ok(change(scene, source, name=source["name"], amountCents=source["amountCents"]))
    assert same == source
    assert (len(scene.story()), len(scene.world.said(FundingChanged))) == (told, 1)


def test_nothing_is_given_in_kind_or_with_words(scene: Scene) -> None:
    scene.form()
    bare = {**SOURCE, "amountCents": 0}
    refusal = scene.world.post(f"{scene.at}/funding/sources", bare, by=scene.holder)
    assert (refusal.status_code, refusal.get_json()["errors"][0]["pointer"]) == (400, "/description")
    add(scene, amountCents=0, description="Een zaal voor drie jaar.")
    assert "S7" not in scene.missing()


@pytest.mark.parametrize(
    "wrong",
    [{"amountCents": -1}, {"amountCents": 10.5}, {"amountCents": "10"}, {"currency": "USD"}, {"state": "refused"}],
)
def test_amounts_are_whole_cents_in_euro(scene: Scene, wrong: dict[str, Any]) -> None:
    scene.form()
    answer = scene.world.post(f"{scene.at}/funding/sources", {**SOURCE, **wrong}, by=scene.holder)
    assert answer.status_code == 400


def test_money_is_for_holders(scene: Scene) -> None:
    scene.form()
    scene.join(scene.participant)
    source = add(scene)
    for who in (scene.participant, scene.stranger, scene.steward):
        assert scene.world.post(f"{scene.at}/funding/sources", SOURCE, by=who).status_code == 403
        path = f"{scene.at}/funding/sources/{source['id']}"
        assert scene.world.patch(path, {"state": "received"}, by=who).status_code == 403
