"""Money in whole cents, one step at a time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.experiments.model.funding import FOLLOWING, STATES, totals
from shared.errors import Conflict, Invalid
from tests.unit.experiments.complete import source


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("following", STATES)
def test_a_source_moves_one_step_on_or_is_refused(state: str, following: str) -> None:
    moving = source(state)
    if state in FOLLOWING and following in (*FOLLOWING[state], state):
        moving.change({"state": following})
        assert moving.state == following
    else:
        with pytest.raises(Conflict):
            moving.change({"state": following})
        assert moving.state == state


@pytest.mark.parametrize(
    ("kind", "description", "fine"), [("cash", "", False), ("cash", "Een zaal", True), ("in-kind", "", True)]
)
def test_nothing_is_given_in_kind_or_with_words(kind: str, description: str, fine: bool) -> None:
    found = source("promised", 0, kind, description)
    if fine:
        found.must_say_what_it_is()
    else:
        with pytest.raises(Invalid):
            found.must_say_what_it_is()


@given(st.lists(st.tuples(st.sampled_from(STATES), st.integers(0, 10**13)), max_size=30))
def test_totals_count_every_cent_once(sources: list[tuple[str, int]]) -> None:
    found = totals(source(state, cents) for state, cents in sources)
    assert sum(found.values()) == sum(cents for _, cents in sources)
    assert set(found) == set(STATES)
