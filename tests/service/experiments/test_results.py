"""Results: released once a period is over, over whole cohorts, for whom they are, and without who withdrew."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.experiments.model import Cohort
from shared import clock
from shared.events.experiments import ResultsOpened, ResultsReleased, ResultsRevised
from tests.service.experiments.lab import MONTHLY, Lab, this_month
from tests.service.experiments.scene import Scene
from tests.service.experiments.test_erase_person import rows

LATER = timedelta(days=60)


@pytest.fixture
def lab(scene: Scene) -> Lab:
    return Lab(scene)


def release(lab: Lab, later: timedelta = LATER) -> None:
    with clock.moved(later):
        lab.world.pass_time()
        lab.world.pass_time()


def test_a_result_is_released_when_the_days_of_grace_are_over(on_both: Scene) -> None:
    lab = Lab(on_both)
    people = lab.people(6)
    lab.all_enter(people, "7")
    on_both.ok(lab.correct(people[0], lab.mine(people[0])[0]["id"], "10"))
    month_end = (clock.today().replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    release(lab, month_end + timedelta(days=14) - clock.today())
    assert lab.results() == []
    release(lab, month_end + timedelta(days=15) - clock.today())
    (found,) = lab.results()
    assert (found["n"], found["mean"], found["period"]) == (6, "7.5", this_month())
    assert (found["indicator"], found["unit"], found["edition"]) == ("Plezier", "punten", 1)
    (released,) = lab.world.said(ResultsReleased)
    assert isinstance(released, ResultsReleased)
    assert (str(released.indicator_id), released.people) == (lab.indicator, 6)
    assert [entry["title"] for entry in on_both.story() if entry["kind"] == "results.released"] == ["Plezier"]


def test_of_four_people_nothing_is_told(lab: Lab) -> None:
    lab.all_enter(lab.people(4))
    release(lab)
    assert lab.results() == []
    assert rows(lab.scene, Cohort) == []


def test_what_comes_after_the_release_counts_no_more_and_says_so(lab: Lab) -> None:
    *people, late = lab.people(6)
    lab.all_enter(people, "6")
    release(lab)
    with clock.moved(LATER):
        own = lab.mine(people[0])[0]
        assert own["late"] is False
        assert lab.scene.ok(lab.correct(people[0], own["id"], "10"))["late"] is True
        assert lab.enter(late, "10", period=own["period"])["late"] is True
        lab.world.pass_time()
        assert [(each["n"], each["mean"], each["edition"]) for each in lab.results()] == [(5, "6", 1)]


def test_who_withdraws_leaves_every_result_with_his_whole_cohort(lab: Lab) -> None:
    people = lab.people(10)
    lab.all_enter(people, "6")
    release(lab)
    assert [each["n"] for each in lab.results()] == [10]
    with clock.moved(LATER):
        lab.withdraw(people[0])
        (found,) = lab.results()
        assert (found["n"], found["edition"]) == (5, 2)
        (revised,) = lab.world.said(ResultsRevised)
        assert isinstance(revised, ResultsRevised)
        assert revised.periods == [found["period"]]
        lab.withdraw(people[1])
        lab.withdraw(people[2])
        assert {each["n"] for each in lab.results()} <= {5}


def test_a_cohort_is_counted_whole_or_not_at_all(lab: Lab) -> None:
    people, names = lab.people(5), []
    for ahead, entering in ((0, people), (35, people[:4]), (70, people)):
        with clock.moved(timedelta(days=ahead)):
            names.append(this_month())
            lab.all_enter(entering, "8", this_month())
            lab.world.pass_time()
    release(lab, timedelta(days=150))
    assert [(each["period"], each["n"]) for each in lab.results()] == [(names[0], 5), (names[2], 5)]


def test_one_group_is_told_only_where_five_of_it_are_counted_together(lab: Lab) -> None:
    ours, others = lab.people(6), lab.people(5)
    for person in ours:
        lab.scene.belong(person)
    lab.all_enter(ours, "4")
    lab.all_enter(others, "9")
    release(lab)
    assert [(each["n"], each["groupId"]) for each in lab.results()] == [(11, None)]
    assert [(each["n"], each["mean"]) for each in lab.results(group=lab.scene.group)] == [(6, "4")]
    small = lab.scene.name_group("Nieuwkomers")
    assert lab.results(group=small) == []


def test_only_whole_periods_are_chosen(lab: Lab) -> None:
    lab.all_enter(lab.people(5))
    release(lab)
    (found,) = lab.results()
    first, last = found["firstDay"], found["lastDay"]
    assert lab.results(since=first, to=last) == [found]
    within = (clock.today().replace(day=1) + timedelta(days=1)).isoformat()
    assert lab.results(since=within) == []
    assert lab.results(to=within) == []
    assert lab.results(indicator=lab.scene.group) == []
    assert lab.world.get(f"{lab.at}/results?since=2026-01-01", by=lab.scene.holder).status_code == 400


def test_results_are_for_who_is_inside_until_a_holder_opens_them(lab: Lab) -> None:
    scene = lab.scene
    people = lab.people(6)
    lab.all_enter(people[:5])
    release(lab)
    path = f"{lab.at}/results"
    for outsider in (None, scene.stranger, scene.partner_speaker):
        refusal = lab.world.get(path, by=outsider)
        assert (refusal.status_code, refusal.json["code"]) == (403, "results-not-open")
    for insider in (scene.holder, people[5], scene.researcher):
        assert len(lab.results(by=insider)) == 1
    scene.ok(scene.leave(people[5]))
    assert len(lab.results(by=people[5])) == 1, "a leaver sees what was measured in his own time"
    assert lab.world.post(f"{path}/_open", by=people[0]).status_code == 403
    for _ in range(2):
        assert scene.ok(lab.world.post(f"{path}/_open", by=scene.holder))["resultsOpen"] is True
    assert len(lab.world.said(ResultsOpened)) == 1
    seen = scene.ok(lab.world.get(path))
    assert [each["n"] for each in seen["items"]] == [5]
    assert not any(str(person) in str(seen) for person in people)


def test_a_second_indicator_that_asks_the_same_gives_away_nobody_who_forgot_it(on_both: Scene) -> None:
    lab = Lab(on_both)
    lab.scene.ok(lab.revise(1, indicators=[MONTHLY, {**MONTHLY, "name": "Plezier, nog eens"}]))
    second, people, first = lab.indicators()[1]["id"], lab.people(7), lab.indicator
    lab.all_enter(people)
    for person in people[:6]:
        lab.enter(person, indicatorId=second)
    with clock.moved(timedelta(days=50)):
        lab.world.pass_time()
        assert [(told["indicatorId"], told["n"]) for told in lab.results()] == [(first, 7)], "seven less six is one"
        for person in people:
            for indicator in (first, second):
                lab.enter(person, indicatorId=indicator)
    with clock.moved(timedelta(days=100)):
        lab.world.pass_time()
        told = [(each["indicatorId"], each["n"]) for each in lab.results()]
    assert sorted(told) == sorted([(first, 7), (first, 7), (second, 7)])
