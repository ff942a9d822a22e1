"""The state machine of an idea: whatever is tried, only what the picture in the README allows happens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from services.ideas.model import PUBLIC, Idea
from shared.errors import Conflict
from shared.ids import new_id

ALLOWED = {
    "submit": {"draft": "open"},
    "submit_held": {"draft": "held"},
    "release": {"held": "open"},
    "withdraw": {"open": "withdrawn", "parked": "withdrawn"},
    "park": {"open": "parked"},
    "reopen": {"parked": "open"},
    "adopt": {"open": "adopted"},
    "merge": {"open": "merged", "parked": "merged"},
    "hide": dict.fromkeys(("held", "open", "parked", "adopted", "withdrawn", "merged"), "hidden"),
}
"""What leads where; unhide and unmerge lead back to where it came from, which the walk itself remembers."""


def _idea(state: str = "draft", **text: Any) -> Idea:
    answers = {"title": "T", "what": "W", "why": "Y", "concerns": ["C"], "themes": [], **text}
    return Idea(id=new_id(), author_id=new_id(), state=state, am_one_of_them=True, language="nl", **answers)


def _verbs(idea: Idea) -> dict[str, Callable[[], object]]:
    return {
        "submit": idea.submit,
        "submit_held": lambda: idea.submit(hold=True),
        "release": idea.release,
        "withdraw": idea.withdraw,
        "park": idea.park,
        "reopen": idea.reopen,
        "adopt": lambda: idea.adopt(joining=3, quorum=3),
        "merge": lambda: idea.merge_into(_idea("open")),
        "hide": idea.hide,
    }


class Life(RuleBasedStateMachine):
    """Any verb at any moment."""

    def __init__(self) -> None:
        super().__init__()
        self.idea, self.was_public = _idea(), False
        self.hidden_from, self.merged_from = "", ""

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
            self.hidden_from = before if verb == "hide" else self.hidden_from
            self.merged_from = before if verb == "merge" else self.merged_from
        assert self.idea.state == expected

    @rule()
    def show_again(self) -> None:
        if self.idea.state == "hidden":
            assert self.idea.unhide() == self.idea.state == self.hidden_from
        else:
            with pytest.raises(Conflict):
                self.idea.unhide()

    @rule()
    def part_again(self) -> None:
        if self.idea.state == "merged":
            self.idea.unmerge(self.merged_from)
            assert self.idea.state in ("open", "parked")
        else:
            with pytest.raises(Conflict):
                self.idea.unmerge("open")

    @rule()
    def merge_into_itself(self) -> None:
        before = self.idea.state
        with pytest.raises(Conflict):
            self.idea.merge_into(self.idea)
        assert self.idea.state == before

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
    def what_was_public_is_never_a_draft_or_held_again(self) -> None:
        self.was_public = self.was_public or self.idea.state in PUBLIC
        assert not (self.was_public and self.idea.state in ("draft", "held"))
        assert (self.idea.opened_at is not None) == self.was_public

    @invariant()
    def only_what_was_adopted_has_a_proeftuin_and_keeps_it(self) -> None:
        adopted = "adopted" in (self.idea.state, self.hidden_from if self.idea.state == "hidden" else "")
        assert (self.idea.proeftuin_id is not None) == adopted

    @invariant()
    def only_what_is_merged_leads_on_and_only_what_is_hidden_remembers_from_where(self) -> None:
        merged = "merged" in (self.idea.state, self.hidden_from if self.idea.state == "hidden" else "")
        assert (self.idea.merged_into_id is not None) == merged
        assert (self.idea.hidden_from is not None) == (self.idea.state == "hidden")


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
