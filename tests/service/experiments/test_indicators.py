"""An indicator through the revisions of its experiment: called something else, ended, and never mixed with another."""

from __future__ import annotations

import pytest

from shared.events.experiments import ExperimentAdded, ExperimentRevised
from shared.ids import new_id
from tests.service.experiments.lab import MONTHLY, Lab, this_month
from tests.service.experiments.scene import Scene, codes


@pytest.fixture
def lab(scene: Scene) -> Lab:
    return Lab(scene)


def test_under_another_name_it_is_the_same_and_says_since_when(lab: Lab) -> None:
    lab.consent(lab.scene.participant)
    own = lab.enter(lab.scene.participant)
    renamed = {**MONTHLY, "id": lab.indicator, "name": "Werkplezier"}
    lab.scene.ok(lab.revise(1, indicators=[renamed]))
    (found,) = lab.indicators()
    assert (found["id"], found["name"], found["until"]) == (lab.indicator, "Werkplezier", None)
    assert [(each["name"], each["version"]) for each in found["names"]] == [("Plezier", 1), ("Werkplezier", 2)]
    assert lab.mine(lab.scene.participant) == [{**own, "indicator": "Werkplezier"}]
    assert [entry["title"] for entry in lab.scene.story() if entry["kind"] == "indicator.renamed"] == ["Werkplezier"]
    (added, revised) = lab.world.said(ExperimentAdded, ExperimentRevised)
    assert isinstance(added, ExperimentAdded)
    assert isinstance(revised, ExperimentRevised)
    assert [str(each.indicator_id) for each in (*added.indicators, *revised.indicators)] == [lab.indicator] * 2
    assert [each.measures for each in revised.indicators] == ["Werkplezier"]


def test_one_that_is_dropped_keeps_what_was_entered_and_says_since_when(lab: Lab) -> None:
    lab.consent(lab.scene.participant)
    own = lab.enter(lab.scene.participant)
    lab.scene.ok(lab.revise(1, indicators=[{**MONTHLY, "name": "Rust"}]))
    dropped, begun = lab.indicators()
    assert (dropped["id"], dropped["untilVersion"]) == (lab.indicator, 2)
    assert dropped["until"] is not None
    assert (begun["name"], begun["sinceVersion"], begun["until"]) == ("Rust", 2, None)
    assert lab.mine(lab.scene.participant) == [own]
    assert (begun["openPeriods"], dropped["openPeriods"]) == ([this_month()], [this_month()])
    assert {"indicator.ended", "indicator.added"} <= {entry["kind"] for entry in lab.scene.story()}


def test_in_another_unit_or_rhythm_it_is_another_one(lab: Lab) -> None:
    for version, change in enumerate(({"unit": "procent"}, {"every": "week"}), start=1):
        present = lab.indicators()[-1]
        lab.scene.ok(lab.revise(version, indicators=[{**MONTHLY, **change, "id": present["id"]}]))
        assert lab.indicators()[-1]["id"] != present["id"]
        assert lab.indicators()[-2]["until"] is not None


def test_named_by_its_name_it_goes_on(lab: Lab) -> None:
    lab.scene.ok(lab.revise(1, indicators=[{"name": "Rust", "unit": "uren", "every": "day"}, {**MONTHLY}]))
    assert [(each["name"], each["until"]) for each in lab.indicators()] == [("Plezier", None), ("Rust", None)]


def test_what_names_one_twice_or_a_strange_one_is_refused(lab: Lab) -> None:
    twice = lab.revise(1, indicators=[MONTHLY, {**MONTHLY, "name": "plezier", "unit": "procent"}])
    assert (twice.status_code, codes(twice)) == (400, ["named-twice"])
    strange = lab.revise(1, indicators=[{**MONTHLY, "id": str(new_id())}])
    assert (strange.status_code, codes(strange)) == (400, ["no-such-indicator"])
    assert len(lab.indicators()) == 1


def test_two_revisions_stand_beside_each_other_line_by_line(lab: Lab) -> None:
    kept, other = {"name": "Rust", "unit": "uren", "every": "day"}, {"name": "Winst", "unit": "euro", "every": "year"}
    lab.scene.ok(lab.revise(1, approach="Drie jaar.\nKijken.\nLeren.", indicators=[MONTHLY, kept]))
    renamed = {**MONTHLY, "id": lab.indicator, "name": "Werkplezier"}
    lab.scene.ok(lab.revise(2, approach="Drie jaar.\nPraten.\nLeren.", indicators=[renamed, other]))
    found = lab.scene.ok(lab.world.get(f"{lab.at}/revisions/3/changes"))
    assert (found["version"], found["against"]) == (3, 2)
    question, approach = found["texts"]
    assert (question["field"], question["changed"]) == ("question", False)
    assert [(line["mark"], line["text"]) for line in approach["lines"]] == [
        ("same", "Drie jaar."),
        ("removed", "Kijken."),
        ("added", "Praten."),
        ("same", "Leren."),
    ]
    assert [(each["change"], (each["after"] or each["before"])["name"]) for each in found["indicators"]] == [
        ("renamed", "Werkplezier"),
        ("dropped", "Rust"),
        ("added", "Winst"),
    ]
    back = lab.scene.ok(lab.world.get(f"{lab.at}/revisions/1/changes?against=3"))
    assert [each["change"] for each in back["indicators"]] == ["renamed", "dropped"]
    assert not lab.scene.ok(lab.world.get(f"{lab.at}/revisions/1/changes"))["texts"][1]["changed"]
    for missing in ("9/changes", "1/changes?against=9"):
        assert lab.world.get(f"{lab.at}/revisions/{missing}").status_code == 404
