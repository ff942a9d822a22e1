"""Spending: lines for participants, sums for everyone, mistakes put right in the open."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from werkzeug.test import TestResponse

from services.experiments.model import SpendingLine
from shared import clock
from shared.events.experiments import FundingChanged
from shared.ids import new_id
from shared.privacy.erasing import FORMER
from tests.service.experiments.scene import SOURCE, Scene, codes
from tests.service.experiments.test_erase_person import erase, rows


def received(scene: Scene, cents: int = 1000) -> str:
    """A source that came in, of which 1200 cents were promised; returns its id."""
    path = f"{scene.at}/funding/sources"
    source = scene.ok(scene.world.post(path, {**SOURCE, "amountCents": 1200}, by=scene.holder))["id"]
    scene.ok(scene.world.patch(f"{path}/{source}", {"state": "received", "amountCents": cents}, by=scene.holder))
    return str(source)


def spend(scene: Scene, source: str, cents: Any, **changes: Any) -> TestResponse:
    body = {"sourceId": source, "amountCents": cents, "spentOn": clock.today().isoformat(), "purpose": "Stoelen"}
    by = changes.pop("by", scene.holder)
    return scene.world.post(f"{scene.at}/funding/spending", {**body, **changes}, by=by)


def reverse(scene: Scene, line: str) -> TestResponse:
    return scene.world.post(f"{scene.at}/funding/spending/{line}/_reverse", {"reason": "Dubbel"}, by=scene.holder)


def statement(scene: Scene, by: Any = None) -> dict[str, Any]:
    return scene.ok(scene.world.get(f"{scene.at}/closing-statement", by=by))


def test_a_source_is_spent_to_the_last_cent_and_not_beyond(on_both: Scene) -> None:
    scene = on_both.form()
    source = received(scene)
    scene.ok(spend(scene, source, 999))
    refusal = spend(scene, source, 2)
    assert (refusal.status_code, refusal.get_json()["code"]) == (409, "beyond-received")
    scene.ok(spend(scene, source, 1))
    assert scene.look()["funding"]["totals"]["spent"] == 1000
    less = scene.world.patch(f"{scene.at}/funding/sources/{source}", {"amountCents": 999}, by=scene.holder)
    assert less.status_code == 409
    said = [each for each in scene.world.said(FundingChanged) if isinstance(each, FundingChanged)]
    assert [each.spent_cents for each in said] == [0, 0, 999, 1000]


def test_a_mistake_is_put_right_by_a_counter_line_once(scene: Scene) -> None:
    scene.form()
    line = scene.ok(spend(scene, received(scene), 400))
    counter = scene.ok(reverse(scene, line["id"]))
    assert (counter["amountCents"], counter["correctsId"], counter["purpose"]) == (-400, line["id"], "Dubbel")
    assert [reverse(scene, each["id"]).status_code for each in (line, counter)] == [409, 409]
    assert reverse(scene, str(new_id())).status_code == 404
    items = scene.ok(scene.world.get(f"{scene.at}/funding/spending", by=scene.holder))["items"]
    assert items == [{**line, "reversedById": counter["id"]}, counter]
    first = scene.ok(scene.world.get(f"{scene.at}/funding/spending?limit=1", by=scene.holder))["items"]
    assert first == items[:1], "it is known of a line though its counter-line stands on another page"
    assert statement(scene)["totals"]["spent"] == sum(each["amountCents"] for each in items) == 0


def test_everyone_reads_the_sums_and_participants_each_source(scene: Scene) -> None:
    scene.run()
    source = received(scene)
    scene.ok(spend(scene, source, 250))
    sums = {"promised": 250_000 + 1200, "received": 1000, "spent": 250, "left": 750}
    nothing = {"text": None, "statedAt": None, "overtaken": False}
    assert statement(scene) == {**nothing, "currency": "EUR", "totals": sums}
    scene.ok(scene.world.put(f"{scene.at}/closing-statement", {"text": "Bijna op."}, by=scene.holder))
    inside = statement(scene, by=scene.participant)
    assert (inside["text"], inside["totals"]) == ("Bijna op.", sums)
    (own,) = [each for each in inside["sources"] if each["sourceId"] == source]
    assert own["account"] == {"promised": 1200, "received": 1000, "spent": 250, "left": 750}
    assert "Stoelen" not in str(scene.story())
    assert "Stoelen" in str(scene.story(by=scene.participant))


def test_lines_are_written_by_holders_and_read_by_participants(scene: Scene) -> None:
    scene.form()
    scene.join(scene.participant)
    source = received(scene)
    line = scene.ok(spend(scene, source, 5))["id"]
    for who in (scene.participant, scene.stranger, scene.steward):
        assert spend(scene, source, 5, by=who).status_code == 403
        path = f"{scene.at}/funding/spending/{line}/_reverse"
        assert scene.world.post(path, {"reason": "x"}, by=who).status_code == 403
    readers = (scene.participant, scene.stranger, None)
    assert [scene.world.get(f"{scene.at}/funding/spending", by=who).status_code for who in readers] == [200, 403, 401]


def test_what_cannot_be_right_is_refused(scene: Scene) -> None:
    scene.form()
    source = received(scene)
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    for cents in (0, -1, 1.5, "5"):
        assert spend(scene, source, cents).status_code == 400
    assert spend(scene, source, 1, spentOn=tomorrow).status_code == 400
    assert spend(scene, source, 1, purpose=" ").status_code == 400
    assert spend(scene, str(new_id()), 1).status_code == 404
    promised = scene.ok(scene.world.post(f"{scene.at}/funding/sources", SOURCE, by=scene.holder))["id"]
    assert spend(scene, promised, 1).get_json()["code"] == "not-received"


def test_the_line_stays_when_who_wrote_it_is_forgotten(scene: Scene) -> None:
    scene.form()
    scene.ok(spend(scene, received(scene), 5))
    erase(scene, scene.holder)
    assert [(line.amount_cents, line.actor_id) for line in rows(scene, SpendingLine)] == [(5, FORMER)]


def test_what_was_promised_stays_told_whether_less_came_or_more_or_nothing(scene: Scene) -> None:
    scene.form()
    path = f"{scene.at}/funding/sources"
    for came in (
        {"state": "received", "amountCents": 60},
        {"state": "received", "amountCents": 150},
        {"state": "refused"},
    ):
        source = scene.ok(scene.world.post(path, {**SOURCE, "amountCents": 100}, by=scene.holder))["id"]
        scene.ok(scene.world.patch(f"{path}/{source}", came, by=scene.holder))
    assert scene.look()["funding"]["account"] == {"promised": 300, "received": 210, "spent": 0, "left": 210}


def test_a_closing_statement_that_later_money_overtook_is_told_anew_before_completing(scene: Scene) -> None:
    scene.run()
    source = received(scene)
    at = f"{scene.at}/closing-statement"

    def lacking() -> list[str]:
        return [each["code"] for each in scene.ok(scene.world.get(f"{scene.at}/closing"))["missing"]]

    scene.ok(scene.world.put(at, {"text": "Alles is nog over."}, by=scene.holder))
    first = statement(scene)
    assert (first["overtaken"], "closing-statement-overtaken" in lacking()) == (False, False)
    line = scene.ok(spend(scene, source, 400))
    assert (statement(scene)["overtaken"], "closing-statement-overtaken" in lacking()) == (True, True)
    dossier = scene.ok(scene.world.get(f"{scene.at}/dossier"))
    assert dossier["money"]["closingStatement"]["overtaken"] is True
    with clock.moved(timedelta(days=1097)):
        scene.world.pass_time()
        refusal = scene.world.post(f"{scene.at}/_complete", by=scene.holder)
        assert "closing-statement-overtaken" in codes(refusal)
        scene.ok(reverse(scene, line["id"]))
        assert not statement(scene)["overtaken"], "taken back, it is as it was told"
        scene.ok(spend(scene, source, 1000))
        scene.ok(scene.world.put(at, {"text": "Alles besteed."}, by=scene.holder))
        named = {"name": "De gemeente", "state": "accounted"}
        scene.ok(scene.world.patch(f"{scene.at}/funding/sources/{source}", named, by=scene.holder))
        now = statement(scene)
        assert (now["overtaken"], "closing-statement-overtaken" in lacking()) == (False, False)
        assert now["statedAt"] > first["statedAt"]
