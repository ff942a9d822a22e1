"""The attacker at the real door: he keeps every answer that the service ever gave, and reads in them who was counted.

Everyone's value is a power of two, so the sum tells exactly whose values are in it: no need to look behind the door.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations
from random import Random
from uuid import UUID

import pytest

from services.experiments.model.cohorts import LEAST
from shared import clock
from tests.service.experiments.lab import Lab, this_month
from tests.service.experiments.scene import Scene
from tests.unit.experiments.test_cohorts import smallest_sum

MONTHS, WRONG = 5, "0.5"
"""WRONG is in no sum of powers of two: where it is counted, the sum does not add up."""


class Attack:
    """People who come, go, correct, withdraw, belong and forget; and what the attacker wrote down."""

    def __init__(self, lab: Lab, random: Random) -> None:
        self.lab, self.random = lab, random
        self.value: dict[UUID, int] = {}
        self.here: list[UUID] = []
        self.told: set[frozenset[UUID]] = set()

    def join(self, count: int) -> None:
        for person in self.lab.people(count):
            self.value[person] = 2 ** len(self.value)
            self.here.append(person)
            if self.random.random() < 0.5:
                self.lab.scene.belong(person)

    def month(self) -> None:
        """Nearly everyone enters, some wrongly at first; old entries are corrected, which must count nowhere."""
        for person in self.here:
            if self.random.random() < 0.9:
                self.enter(person)
        if (mine := self.lab.mine(self.here[0])) and (old := mine[-1])["period"] != this_month():
            self.lab.correct(self.here[0], old["id"], WRONG)

    def enter(self, person: UUID) -> None:
        value = str(self.value[person])
        if self.random.random() < 0.2:
            wrong = self.lab.enter(person, WRONG)
            self.lab.scene.ok(self.lab.correct(person, wrong["id"], value))
        else:
            self.lab.enter(person, value)

    def come_and_go(self) -> None:
        leaving, doubting = self.random.sample(self.here, 2)
        self.lab.scene.ok(self.lab.scene.leave(leaving))
        self.here.remove(leaving)
        if self.random.random() < 0.5:
            self.lab.withdraw(doubting)
            self.listen()
            self.lab.consent(doubting)
        self.join(self.random.choice((0, 1, 3)))

    def listen(self) -> None:
        """Every answer to every question that can be asked: whole, by group, by period."""
        lab = self.lab
        for result in (*lab.results(), *lab.results(group=lab.scene.group), *lab.results(to=clock.today().isoformat())):
            total = round(float(result["mean"]) * result["n"], 3)
            assert total == int(total), "something is counted that was corrected"
            people = frozenset(person for person, value in self.value.items() if int(total) & value)
            assert len(people) == result["n"]
            self.told.add(people)


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_is_asked_and_whoever_comes_and_goes_nobody_is_given_away(scene: Scene, seed: int) -> None:
    attack = Attack(Lab(scene), Random(seed))
    attack.join(13)
    for month in range(MONTHS):
        with clock.moved(timedelta(days=35 * month)):
            attack.lab.world.pass_time()
            attack.listen()
            attack.month()
            attack.come_and_go()
    with clock.moved(timedelta(days=35 * MONTHS + 30)):
        attack.lab.world.pass_time()
        attack.listen()
    assert len(attack.told) > 1, "an attack on one answer proves nothing"
    for one, other in combinations(attack.told, 2):
        assert len(one ^ other) >= LEAST
    assert smallest_sum(sorted(attack.told, key=sorted)) >= LEAST
