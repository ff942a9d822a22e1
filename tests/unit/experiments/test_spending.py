"""Whatever is spent and taken back, the sums add up to the cent and no source goes below nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.experiments.model import SpendingLine
from services.experiments.model.funding import public_totals, totals
from services.experiments.model.spending import account_of, account_of_all, must_be_past
from shared import clock
from shared.errors import Conflict, Invalid
from shared.ids import new_id
from tests.unit.experiments.complete import source

STEPS = st.lists(st.tuples(st.integers(0, 2), st.integers(-(10**13), 10**13)), max_size=40)
AMOUNTS = st.lists(st.integers(0, 10**13), min_size=3, max_size=3)


@given(AMOUNTS, STEPS)
def test_the_sums_always_add_up(amounts: list[int], steps: list[tuple[int, int]]) -> None:
    sources = [source("received", cents) for cents in amounts]
    booked = [0, 0, 0]
    for which, cents in steps:
        try:
            sources[which].spend(cents)
            booked[which] += cents
        except Conflict:
            assert not 0 <= booked[which] + cents <= amounts[which]
    assert [each.spent_cents for each in sources] == booked
    together = account_of_all(sources)
    assert (together.received, together.spent) == (sum(amounts), sum(booked))
    assert together.left == sum(account_of(each).left for each in sources) == sum(amounts) - sum(booked)
    assert public_totals(sources) == {**totals(sources), "spent": sum(booked)}


@pytest.mark.parametrize("state", ["asked", "promised", "accounted", "refused"])
def test_only_what_is_there_and_not_accounted_for_is_spent(state: str) -> None:
    with pytest.raises(Conflict):
        source(state).spend(1)


def test_a_promise_is_remembered_beside_what_came_of_it() -> None:
    less, broken, never = source("promised", 100), source("promised", 50), source("asked", 7)
    less.change({"state": "received", "amount_cents": 80})
    broken.change({"state": "refused"})
    never.change({"state": "refused"})
    accounts = [account_of(each) for each in (less, broken, never)]
    assert [(each.promised, each.received) for each in accounts] == [(100, 80), (50, 0), (0, 0)]


def test_a_source_is_not_corrected_to_less_than_is_spent_of_it() -> None:
    found = source("received", 100)
    found.spend(60)
    with pytest.raises(Conflict):
        found.change({"amount_cents": 59})


def test_a_counter_line_is_the_same_line_below_nothing_and_has_none_itself() -> None:
    line = SpendingLine(id=new_id(), source_id=new_id(), amount_cents=5, spent_on=clock.today(), purpose="Zaal")
    counter = line.countered("Dubbel", new_id())
    assert (counter.amount_cents, counter.corrects_id, counter.spent_on) == (-5, line.id, line.spent_on)
    with pytest.raises(Conflict):
        counter.countered("Toch niet", new_id())


def test_what_is_yet_to_be_spent_is_no_line() -> None:
    must_be_past(clock.today())
    with pytest.raises(Invalid):
        must_be_past(clock.today() + timedelta(days=1))
