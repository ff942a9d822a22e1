"""Two people at the same moment, on both databases: no cent is spent twice, and there is one round, one successor."""

from __future__ import annotations

from services.experiments.model import Cycle, Decision, FundingSource, SpendingLine
from tests.service.experiments.scene import Scene
from tests.service.experiments.test_cycles import begin
from tests.service.experiments.test_decisions import record
from tests.service.experiments.test_erase_person import rows
from tests.service.experiments.test_races import at_once
from tests.service.experiments.test_spending import received, reverse, spend


def test_each_of_them_happens_once(on_both: Scene) -> None:
    scene = on_both.run()
    source = received(scene, 1000)
    assert at_once(*[lambda: spend(scene, source, 600)] * 3) == [201, 409, 409]
    line = str(rows(scene, SpendingLine)[0].id)
    assert at_once(lambda: reverse(scene, line), lambda: reverse(scene, line)) == [201, 409]
    assert [each.amount_cents for each in rows(scene, SpendingLine)] == [600, -600]
    assert {each.spent_cents for each in rows(scene, FundingSource)} == {0}
    assert at_once(lambda: begin(scene), lambda: begin(scene)) == [201, 409]
    older = scene.ok(record(scene))["id"]
    assert at_once(*[lambda: record(scene, supersedesId=older)] * 2) == [201, 409]
    assert (len(rows(scene, Cycle)), len(rows(scene, Decision))) == (1, 2)
