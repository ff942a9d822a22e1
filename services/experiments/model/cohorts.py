"""The guard of results: a number is only ever the sum over whole cohorts of at least five people.

Why cohorts: a result over whoever happened to enter gives people away by comparison; last week's seven less this
week's six is one person. A cohort is counted whole, when each of its people has a value, or not at all. So whatever is
compared (weeks, groups, before and after somebody left), what is left over is whole cohorts. Why that holds when people
come back in another cohort stands at `differs_enough`; docs/decisions/0040 says what it promises, and what it does not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from random import SystemRandom
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.experiments.model.declarative import Base
from shared import clock
from shared.db import Json
from shared.ids import new_id
from shared.privacy.erasing import FORMER

LEAST = 5
MISSES = 3
"""After so many periods in a row in which someone of it did not enter, a cohort is dissolved."""
at_random = SystemRandom().shuffle
Groups = frozenset[UUID]
History = frozenset[UUID]


class CohortMember(Base):
    """That a person is counted with a cohort. Kept when it is dissolved: the guard has to know who was in it."""

    __tablename__ = "cohort_member"
    __table_args__ = (Index("ix_cohort_member_cohort", "cohort_id"), Index("ix_cohort_member_person", "person_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id"))
    person_id: Mapped[UUID]


class Cohort(Base):
    """At least five people who are counted together for one indicator. Nobody is told who is in it.

    living → dissolved. `group_ids` are the affected groups to which all of them belonged when it was formed.
    """

    __tablename__ = "cohort"
    __table_args__ = (Index("ix_cohort_indicator", "indicator_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    indicator_id: Mapped[UUID] = mapped_column(ForeignKey("indicator.id"))
    group_ids: Mapped[list[str]] = mapped_column(Json)
    missed: Mapped[int] = mapped_column(default=0)
    formed_at: Mapped[datetime] = mapped_column(default=clock.now)
    dissolved_at: Mapped[datetime | None]

    members: Mapped[list[CohortMember]] = relationship(lazy="raise", order_by=CohortMember.id)

    @property
    def living(self) -> bool:
        return self.dissolved_at is None

    @property
    def people(self) -> frozenset[UUID]:
        """Who is counted with it."""
        return frozenset(member.person_id for member in self.members)

    def dissolve(self) -> None:
        """It is not counted any more; its people may be counted with others."""
        self.dissolved_at = self.dissolved_at or clock.now()

    def missing(self, able: Iterable[UUID]) -> None:
        """Someone of it did not enter: it waits, unless he cannot any more or it waited too often."""
        self.missed += 1
        if self.missed >= MISSES or not self.people <= set(able):
            self.dissolve()


def counted(
    indicator_id: UUID,
    cohorts: Sequence[Cohort],
    entered: Mapping[UUID, Groups],
    able: Iterable[UUID],
    shuffle: Callable[[list[UUID]], None] = at_random,
) -> tuple[list[Cohort], list[Cohort]]:
    """Which of the indicator's own cohorts count for a period, and which new ones, of people who are in none of them.

    `cohorts` are those of all indicators of the proeftuin: one that asks the same again must not tell people apart.
    `entered` are those who have a value, each with the groups he belongs to; `able` those who could still have entered.
    It looks at who entered and never at what: so what is left out tells nothing either.
    """
    complete, own = [], [each for each in cohorts if each.indicator_id == indicator_id and each.living]
    for cohort in own:
        if cohort.people <= entered.keys():
            cohort.missed = 0
            complete.append(cohort)
        else:
            cohort.missing({*able, *entered})
    placed = {person for cohort in own if cohort.living for person in cohort.people}
    free = sorted(set(entered) - placed)
    shuffle(free)
    formed = [_cohort(indicator_id, people, entered) for people in _together_before(cohorts, free)]
    left = set(free).difference(*(cohort.people for cohort in formed))
    return complete, formed + _form(
        indicator_id, cohorts, {person: entered[person] for person in free if person in left}
    )


def _together_before(cohorts: Sequence[Cohort], free: Iterable[UUID]) -> list[list[UUID]]:
    """The same people as were counted together before, those who still are first: they tell nothing anew."""
    left, found = set(free), []
    for cohort in sorted(cohorts, key=lambda one: not one.living):
        if cohort.people <= left:
            left -= cohort.people
            found.append(sorted(cohort.people))
    return found


def _form(indicator_id: UUID, cohorts: Sequence[Cohort], free: Mapping[UUID, Groups]) -> list[Cohort]:
    known = histories(cohorts)
    alike: dict[Groups, list[UUID]] = defaultdict(list)
    for person in free:
        if person not in known:
            alike[free[person]].append(person)
    formed = [part for people in alike.values() for part in _split(people)]
    rest = [person for people in alike.values() if len(people) < LEAST for person in people]
    again = [person for person in free if person in known]
    formed += _mixed(rest, again, known)
    return [_cohort(indicator_id, people, free) for people in formed]


def _mixed(firsts: list[UUID], again: list[UUID], known: Mapping[UUID, History]) -> list[list[UUID]]:
    """Cohorts of those who are too few with their groups, and of those who were counted before."""
    if len(firsts) >= LEAST:
        parts = _split(firsts)
        for place, person in enumerate(again):
            parts[place % len(parts)].append(person)
        return parts
    half = [*firsts, *_half_of_each(again, known)]
    return [half] if differs_enough(half, known) else []


def _half_of_each(again: list[UUID], known: Mapping[UUID, History]) -> list[UUID]:
    """Of those with the same history at most half: taking more of them would bring nothing to `differs_enough`."""
    sizes, taken = Counter(known.values()), Counter[History]()
    chosen = []
    for person in again:
        history = known[person]
        if taken[history] < sizes[history] // 2:
            taken[history] += 1
            chosen.append(person)
    return chosen


def differs_enough(people: Iterable[UUID], known: Mapping[UUID, History]) -> bool:
    """Whether a new cohort of these people can be told, for the guard holds whatever was or will be published.

    Take any sum and difference of cohorts (the same people twice are one cohort here) in which this one is the youngest
    that does not cancel. People without a history are in no older cohort, so they stay in it. Those with one and the
    same history weigh the same in the older cohorts: either those inside do not cancel, or those outside do not. So at
    least the smaller part of each stays.
    """
    chosen = set(people)
    inside = Counter(known.get(person, frozenset()) for person in chosen)
    outside = Counter(history for person, history in known.items() if person not in chosen)
    firsts = inside.pop(frozenset(), 0)
    return firsts + sum(min(count, outside[history]) for history, count in inside.items()) >= LEAST


def histories(cohorts: Iterable[Cohort]) -> dict[UUID, History]:
    """In which cohorts each person was ever counted. Former participants share one id and come in none again."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for cohort in cohorts:
        for person in cohort.people - {FORMER}:
            found[person].add(cohort.id)
    return {person: frozenset(ids) for person, ids in found.items()}


def _split(people: list[UUID]) -> list[list[UUID]]:
    """As many parts of at least five as there can be; small ones are complete more often. None where too few."""
    parts = len(people) // LEAST
    return [people[place::parts] for place in range(parts)]


def _cohort(indicator_id: UUID, people: list[UUID], groups: Mapping[UUID, Groups]) -> Cohort:
    shared = frozenset.intersection(*(groups[person] for person in people))
    members = [CohortMember(id=new_id(), person_id=person) for person in people]
    ids = sorted(str(group) for group in shared)
    return Cohort(id=new_id(), indicator_id=indicator_id, group_ids=ids, missed=0, members=members)
