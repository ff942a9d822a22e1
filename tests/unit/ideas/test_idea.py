"""The state machine of an idea: whatever is tried, only what the picture in the README allows happens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from services.ideas.model import Idea
from shared.errors import Conflict
from shared.ids import new_id

ALLOWED = {
    "submit": {"draft": "open"},
    "withdraw": {"open": "withdrawn", "parked": "withdrawn"},
    "park": {"open": "parked"},
    "reopen": {"parked": "open"},
    "adopt": {"open": "adopted"},
}


def _idea(state: str = "draft", **text: Any) -> Idea:
    answers = {"title": "T", "what": "W", "why": "Y", "concerns": ["C"], "themes": [], **text}
    return Idea(id=new_id(), author_id=new_id(), state=state, am_one_of_them=True, language="nl", **answers)


def _verbs(idea: Idea) -> dict[str, Callable[[], object]]:
    return {
        "submit": idea.submit,
        "withdraw": idea.withdraw,
        "park": idea.park,
        "reopen": idea.reopen,
        "adopt": lambda: idea.adopt(joining=3, quorum=3),
    }


class Life(RuleBasedStateMachine):
    """Any verb at any moment."""

    def __init__(self) -> None:
        super().__init__()
        self.idea, self.was_public = _idea(), False

    @rule(verb=st.sampled_from(sorted(ALLOWED)))
    def try_verb(self, verb: str) -> None:
        before = self.idea.state
        expected = ALLOWED[verb].get(before)
        if expected is None:
            with pytest.raises(Conflict):
                _verbs(self.idea)[verb]()
            expected = before
        else:
            _verbs(self.idea)[verb]()
        assert self.idea.state == expected

    @rule(joining=st.integers(0, 2))
    def adopt_with_too_few(self, joining: int) -> None:
        before = self.idea.state
        with pytest.raises(Conflict):
            self.idea.adopt(joining=joining, quorum=3)
        assert self.idea.state == before

    @rule(field=st.sampled_from(["title", "what", "why", "concerns"]))
    def empty_an_answer(self, field: str) -> None:
        if self.idea.state == "draft":
            return
        with pytest.raises(Conflict):
            self.idea.revise({field: [] if field == "concerns" else ""})
        setattr(self.idea, field, ["C"] if field == "concerns" else "X")

    @invariant()
    def what_was_public_is_never_a_draft_again(self) -> None:
        self.was_public = self.was_public or self.idea.state != "draft"
        assert not (self.was_public and self.idea.state == "draft")
        assert (self.idea.opened_at is not None) == self.was_public

    @invariant()
    def only_what_is_adopted_has_a_proeftuin(self) -> None:
        assert (self.idea.proeftuin_id is not None) == (self.idea.state == "adopted")


TestLife = Life.TestCase


@given(
    answers=st.fixed_dictionaries(
        {
            "title": st.sampled_from(["", "T"]),
            "what": st.sampled_from(["", "W"]),
            "why": st.sampled_from(["", "Y"]),
            "concerns": st.sampled_from([[], ["C"]]),
        }
    )
)
def test_submitting_names_every_answer_that_misses_and_no_other(answers: dict[str, Any]) -> None:
    idea = _idea(**answers)
    missing = {f"/{name}" for name, given_ in answers.items() if not given_}
    if not missing:
        idea.submit()
        assert idea.state == "open"
        return
    with pytest.raises(Conflict) as refused:
        idea.submit()
    assert {reason.pointer for reason in refused.value.reasons} == missing
    assert idea.state == "draft"


@given(joining=st.integers(0, 10), quorum=st.integers(1, 10))
def test_enough_is_enough_and_one_too_few_is_not(joining: int, quorum: int) -> None:
    idea = _idea("open")
    if joining >= quorum:
        assert idea.adopt(joining=joining, quorum=quorum) == idea.proeftuin_id
    else:
        with pytest.raises(Conflict):
            idea.adopt(joining=joining, quorum=quorum)


@pytest.mark.parametrize("state", ["parked", "withdrawn", "adopted", "hidden"])
def test_only_drafts_and_open_ideas_are_revised(state: str) -> None:
    with pytest.raises(Conflict):
        _idea(state).revise({"title": "Nieuw"})
