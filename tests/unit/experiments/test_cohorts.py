"""An attacker collects every answer ever given and compares them all. He may know no sum over fewer than five people.

He gets the strongest help there is: he knows who is counted in each answer, and nobody's value ever changes, so that
last week's answer and this week's can be compared, and those of two indicators that ask the same. He subtracts, weighs
and adds as he likes (linear algebra).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.experiments.model import Cohort, CohortMember
from services.experiments.model.cohorts import LEAST, counted, differs_enough, histories
from shared.ids import new_id

INDICATORS, GROUPS = (new_id(), new_id()), (new_id(), new_id())
INDICATOR = INDICATORS[0]
Answer = frozenset[UUID]


class Laboratory:
    """People who come, go, enter, forget, change groups and withdraw; and all that is told of them."""

    def __init__(self) -> None:
        self.people: dict[UUID, frozenset[UUID]] = {}
        self.gone: set[UUID] = set()
        self.cohorts: list[Cohort] = []
        self.releases: list[list[Cohort]] = []
        self.told: set[Answer] = set()

    def join(self, count: int, groups: frozenset[UUID]) -> None:
        self.people.update({new_id(): groups for _ in range(count)})

    def person(self, which: int) -> UUID | None:
        present = [person for person in self.people if person not in self.gone]
        return present[which % len(present)] if present else None

    def leave(self, which: int) -> None:
        """He can enter no more; what was released stays."""
        if (person := self.person(which)) is not None:
            self.gone.add(person)

    def come_back(self, which: int) -> None:
        away = sorted(self.gone)
        if away:
            self.gone.discard(away[which % len(away)])

    def regroup(self, which: int, groups: frozenset[UUID]) -> None:
        if (person := self.person(which)) is not None:
            self.people[person] = groups

    def withdraw(self, which: int, indicator: UUID) -> None:
        """His cohorts leave everything that was released of one experiment, and new editions are told."""
        person = self.person(which)
        for cohort in self.cohorts:
            if person in cohort.people and cohort.indicator_id == indicator:
                cohort.dissolve()
                self.releases = [[one for one in release if one is not cohort] for release in self.releases]
        for release in self.releases:
            self.tell(release)

    def release(self, forgetful: set[int], indicator: UUID) -> None:
        """A period of one indicator is over; some of those present forgot to enter."""
        present = [person for person in self.people if person not in self.gone]
        entered = {person: self.people[person] for at, person in enumerate(present) if at not in forgetful}
        complete, formed = counted(indicator, self.cohorts, entered, present, shuffle=lambda people: None)
        self.cohorts += formed
        self.releases.append([*complete, *formed])
        self.tell(self.releases[-1])

    def tell(self, release: list[Cohort]) -> None:
        """Everything that one may ask of a release: all together, and each group."""
        asked = [release, *([one for one in release if str(group) in one.group_ids] for group in GROUPS)]
        self.told |= {frozenset(person for one in part for person in one.people) for part in asked if part}


SOME_GROUPS = st.frozensets(st.sampled_from(GROUPS))
WHO, WHAT = st.integers(0, 40), st.sampled_from(INDICATORS)
ACTS = st.one_of(
    st.tuples(st.just("join"), st.integers(1, 9), SOME_GROUPS),
    st.tuples(st.just("leave"), WHO),
    st.tuples(st.just("come_back"), WHO),
    st.tuples(st.just("regroup"), WHO, SOME_GROUPS),
    st.tuples(st.just("withdraw"), WHO, WHAT),
    st.tuples(st.just("release"), st.frozensets(st.integers(0, 15), max_size=2), WHAT),
    st.tuples(st.just("release"), st.just(frozenset()), WHAT),
)


@settings(max_examples=120, deadline=None)
@given(st.lists(ACTS, min_size=6, max_size=30))
def test_no_comparison_of_answers_tells_of_fewer_than_five_people(acts: list[tuple[str, ...]]) -> None:
    laboratory = Laboratory()
    for verb, *how in acts:
        getattr(laboratory, verb)(*how)
    told = sorted(laboratory.told, key=sorted)
    for one, other in combinations(told, 2):
        assert len(one ^ other) >= LEAST
    assert smallest_sum(told) >= LEAST


def smallest_sum(answers: list[Answer]) -> int:
    """Over how few people some sum and difference of these answers is; LEAST where it is over that many or more.

    People who stand in the same answers cannot be told apart, so whole sorts of people are left over or none of them.
    """
    sorts = Counter(tuple(person in answer for answer in answers) for person in frozenset().union(*answers))
    matrix = [[Fraction(sort[at]) for sort in sorts] for at in range(len(answers))]
    sizes, full = list(sorts.values()), rank(matrix)
    for left in few(sizes):
        hidden = [[row[at] for at in range(len(sizes)) if at not in left] for row in matrix]
        if rank(hidden) < full:
            return sum(sizes[at] for at in left)
    return LEAST


def few(sizes: list[int]) -> Iterator[set[int]]:
    """Every choice of sorts that are fewer than five people together."""
    small = [at for at, size in enumerate(sizes) if size < LEAST]
    for count in range(1, LEAST):
        for chosen in combinations(small, count):
            if sum(sizes[at] for at in chosen) < LEAST:
                yield set(chosen)


def rank(matrix: list[list[Fraction]]) -> int:
    rows, found = [row[:] for row in matrix], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((at for at in range(found, len(rows)) if rows[at][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for at in range(found + 1, len(rows)):
            if rows[at][column]:
                by = rows[at][column] / rows[found][column]
                rows[at] = [value - by * above for value, above in zip(rows[at], rows[found], strict=True)]
        found += 1
    return found


def cohort(*people: UUID) -> Cohort:
    members = [CohortMember(id=new_id(), person_id=person) for person in people]
    return Cohort(id=new_id(), indicator_id=INDICATOR, group_ids=[], missed=0, members=members)


def test_the_attacker_would_find_what_a_careless_guard_lets_through() -> None:
    people = [new_id() for _ in range(12)]
    careless = [frozenset(people[:7]), frozenset(people[:6])]
    assert smallest_sum(careless) == 1
    by_three = [frozenset(people), frozenset(people[:7]), frozenset([*people[6:], people[0]])]
    assert all(len(one ^ other) >= LEAST for one, other in combinations(by_three, 2))
    assert smallest_sum(by_three) < LEAST, "pairs alone would not have shown it"


def test_who_was_counted_before_is_counted_again_only_where_five_stay_apart() -> None:
    known = [new_id() for _ in range(10)]
    old = histories([cohort(*known[:5]), cohort(*known[5:])])
    assert not differs_enough([*known[:4], *known[5:9]], old), "the two who are missing would be left over"
    assert not differs_enough(known[:5], old)
    fresh = [new_id() for _ in range(5)]
    assert differs_enough([*fresh, *known[:4]], old)
    assert differs_enough([*fresh[:1], *known[:2], *known[5:7]], old)


def test_a_cohort_that_waits_too_often_or_for_someone_who_is_gone_is_dissolved() -> None:
    people = [new_id() for _ in range(5)]
    waiting, left = cohort(*people), cohort(*people)
    four = dict.fromkeys(people[:4], frozenset[UUID]())
    for _ in range(3):
        assert waiting.living
        assert counted(INDICATOR, [waiting], four, people) == ([], [])
    assert not waiting.living
    counted(INDICATOR, [left], four, people[:4])
    assert not left.living


def test_asking_the_same_under_another_name_tells_nobody_apart() -> None:
    people = [new_id() for _ in range(7)]
    all_of_them, one_forgot = (dict.fromkeys(those, frozenset[UUID]()) for those in (people, people[:6]))
    _, first = counted(INDICATOR, [], all_of_them, people)
    assert [one.people for one in first] == [frozenset(people)]
    assert counted(INDICATORS[1], first, one_forgot, people) == ([], []), "seven less six is one"
    _, again = counted(INDICATORS[1], first, all_of_them, people)
    assert [one.people for one in again] == [frozenset(people)], "the same seven tell nothing anew"
