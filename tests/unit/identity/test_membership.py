"""Membership: requested, active, ended, and no way back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.identity.model import Membership, Werkkring
from shared.errors import Conflict
from shared.ids import new_id

DEEDS: dict[str, Callable[[Membership], object]] = {
    "confirm": Membership.confirm,
    "end": lambda membership: membership.end(None),
    "decline": lambda membership: membership.decline("Volle kring."),
}
VERBS = sorted(DEEDS)


def _join(joining: str) -> Membership:
    return Werkkring(id=new_id(), name="K", municipality="U", description="", joining=joining).join(new_id())


def test_open_joining_starts_at_once_and_confirmed_joining_waits() -> None:
    active, requested = _join("open"), _join("confirmed")
    assert (active.state, active.started_at is not None) == ("active", True)
    assert (requested.state, requested.started_at) == ("requested", None)


def test_ending_says_whether_it_had_started() -> None:
    assert _join("open").end(None) is True
    assert _join("confirmed").end("Volle kring.") is False


@given(joining=st.sampled_from(["open", "confirmed"]), verbs=st.lists(st.sampled_from(VERBS), max_size=6))
def test_whatever_is_tried_it_moves_only_forward_and_its_dates_agree(joining: str, verbs: list[str]) -> None:
    order = ["requested", "active", "ended"]
    membership = _join(joining)
    for verb in verbs:
        before = membership.state
        try:
            DEEDS[verb](membership)
        except Conflict:
            assert membership.state == before
        else:
            assert order.index(membership.state) > order.index(before)
        assert (membership.ended_at is not None) == (membership.state == "ended")
        assert membership.state != "active" or membership.started_at is not None


def test_nothing_ends_twice() -> None:
    membership = _join("open")
    membership.end(None)
    with pytest.raises(Conflict):
        membership.end(None)


def test_revising_says_whether_anything_changed() -> None:
    werkkring = Werkkring(id=new_id(), name="K", municipality="U", description="", joining="open")
    assert werkkring.revise({"name": "K"}) is False
    assert werkkring.revise({"name": "L"}) is True
