"""Passwords: kept with care, compared in the same time, refused where everyone uses them."""

from __future__ import annotations

import threading

import pytest

from services.identity.model import password
from services.identity.model.common_passwords import COMMON
from shared.errors import Limited


def test_a_password_matches_its_own_hash_and_no_other() -> None:
    stored = password.hashed("vier woorden op rij")
    assert password.matches(stored, "vier woorden op rij")
    assert not password.matches(stored, "vier woorden op rij ")


def test_the_same_password_is_never_stored_the_same_way_twice() -> None:
    assert password.hashed("vier woorden op rij") != password.hashed("vier woorden op rij")


def test_two_ways_of_writing_the_same_characters_are_one_password() -> None:
    assert password.matches(password.hashed("cafe\u0301 op de hoek"), "caf\u00e9 op de hoek")


def test_without_a_stored_hash_nothing_matches_not_even_what_the_stand_in_was_made_of() -> None:
    assert not password.matches(None, "vier woorden op rij")


def test_the_stand_in_costs_as_much_as_a_real_hash() -> None:
    assert not password.is_outdated(password.NOBODY)
    assert not password.is_outdated(password.hashed("vier woorden op rij"))


def test_something_that_is_no_hash_matches_nothing() -> None:
    assert not password.matches("-", "vier woorden op rij")


@pytest.mark.parametrize("word", ["password", "Wachtwoord", "WELKOM01", "12345678"])
def test_what_everyone_uses_is_recognised_however_it_is_written(word: str) -> None:
    assert password.is_common(word)


def test_the_list_holds_nothing_that_is_too_short_anyway_and_nothing_twice_written() -> None:
    assert len(COMMON) >= 100
    assert all(len(word) >= password.SHORTEST and word == word.casefold() for word in COMMON)


def test_only_so_many_are_hashed_at_once_and_who_waits_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(password, "_places", threading.BoundedSemaphore(1))
    monkeypatch.setattr(password, "LONGEST_WAIT", 0.01)
    with password._place(), pytest.raises(Limited):
        password.hashed("vier woorden op rij")
    assert password.hashed("vier woorden op rij")
