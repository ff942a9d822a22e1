"""Meteor's ids, made here: the two values that are known, and what must hold for every seed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from services.sharing.channels.partup.random_id import ALPHABET, random_id, update_id


def test_meteors_own_test_value_comes_from_its_seed_alone() -> None:
    assert random_id(0) == random_id("0") == "cp9hWvhg8GSvuZ9os"


def test_the_id_of_an_update_comes_from_its_seed_and_the_name_of_the_collection() -> None:
    assert update_id("win-evt-0001") == "gNZ5BcH4uigNTcW2g"
    assert random_id("win-evt-0001") != update_id("win-evt-0001")


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_an_id_is_the_same_for_the_same_seed_and_another_for_another(one: str, other: str) -> None:
    made = update_id(one)
    assert len(made) == 17
    assert set(made) <= set(ALPHABET)
    assert made == update_id(one)
    assert (made == update_id(other)) is (one == other)
