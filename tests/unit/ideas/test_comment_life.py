"""The states of a comment and of a call: whatever is tried, only what is allowed happens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ideas.model import Call, Comment
from shared import clock
from shared.errors import Conflict
from shared.ids import new_id

COMMENT = {
    "revise": {"shown": "shown", "held": "held"},
    "withdraw": {"shown": "withdrawn", "held": "withdrawn", "hidden": "withdrawn"},
    "hide": {"shown": "hidden", "held": "hidden"},
    "release": {"held": "shown"},
}
CALL = {"open": {"planned": "open"}, "close": {"planned": "closed", "open": "closed"}}


def _comment(state: str) -> Comment:
    return Comment(id=new_id(), idea_id=new_id(), author_id=new_id(), body="Hm.", body_html="", state=state)


@given(st.sampled_from(["shown", "held"]), st.lists(st.sampled_from([*sorted(COMMENT), "unhide"]), max_size=20))
def test_a_comment_walks_only_where_it_may(first: str, verbs: list[str]) -> None:
    comment, shown_before = _comment(first), first
    for verb in verbs:
        before = comment.state
        deeds: dict[str, Callable[[], object]] = {
            "revise": lambda: comment.revise("Ja.", ""),
            "withdraw": comment.withdraw,
            "hide": lambda: comment.hide(new_id(), "Daarom."),
            "release": comment.release,
            "unhide": comment.unhide,
        }
        allowed = shown_before if verb == "unhide" and before == "hidden" else COMMENT.get(verb, {}).get(before)
        if allowed is None:
            with pytest.raises(Conflict):
                deeds[verb]()
            continue
        deeds[verb]()
        shown_before = before if verb == "hide" else shown_before
        assert comment.state == allowed
        assert (comment.body == "") == (comment.state == "withdrawn")
        assert (comment.hidden_from is not None) == (comment.state == "hidden")


@given(st.lists(st.sampled_from(sorted(CALL)), max_size=8), st.integers(-3, 3), st.integers(-3, 3))
def test_a_call_takes_answers_only_within_its_period(verbs: list[str], opens: int, lasts: int) -> None:
    today = clock.today()
    first, last = today + timedelta(days=opens), today + timedelta(days=opens + lasts)
    call = Call(id=new_id(), state="planned", opens_on=first, closes_on=last)
    for verb in verbs:
        expected = CALL[verb].get(call.state)
        if expected is None:
            with pytest.raises(Conflict):
                getattr(call, verb)()
        else:
            getattr(call, verb)()
            assert call.state == expected
    if call.state != "closed" and first <= today <= last:
        call.must_take_answers()
    else:
        with pytest.raises(Conflict):
            call.must_take_answers()
