"""Two people, one on either side, want a commitment."""

from __future__ import annotations

import pytest

from services.experiments.model import Commitment, Organisation
from services.experiments.model.commitment import must_be_free
from shared.errors import Conflict
from shared.ids import new_id

HOLDER, SPEAKER, BOTH = new_id(), new_id(), new_id()


def proposed(by_holder: bool = False, by_speaker: bool = False) -> Commitment:
    person = BOTH if by_holder and by_speaker else HOLDER if by_holder else SPEAKER
    found = Commitment(state="proposed", organisation_id=new_id(), part="partner", proposed_by=person)
    found.proposed_as_holder, found.represented_by = by_holder, person if by_speaker else None
    return found


@pytest.mark.parametrize(
    ("by_holder", "by_speaker", "accepting", "fine"),
    [
        (True, False, "speaker", True),
        (True, False, "holder", False),
        (False, True, "holder", True),
        (False, True, "speaker", False),
        (True, True, "speaker", True),
        (True, True, "holder", True),
        (True, False, "nobody", False),
    ],
)
def test_the_other_side_accepts(by_holder: bool, by_speaker: bool, accepting: str, fine: bool) -> None:
    asked = proposed(by_holder, by_speaker)
    somebody = new_id()
    waits = asked.awaits(somebody, holder=accepting == "holder", representative=accepting == "speaker")
    assert waits is fine


@pytest.mark.parametrize(("by_holder", "by_speaker"), [(True, False), (False, True), (True, True)])
def test_who_proposed_never_accepts_whatever_he_is(by_holder: bool, by_speaker: bool) -> None:
    asked = proposed(by_holder, by_speaker)
    assert not asked.awaits(asked.proposed_by, holder=True, representative=True)


def test_an_accepted_commitment_knows_who_spoke_for_the_organisation() -> None:
    by_holder, by_speaker = proposed(by_holder=True), proposed(by_speaker=True)
    by_holder.accept(SPEAKER, representative=True)
    by_speaker.accept(HOLDER, representative=False)
    for accepted in (by_holder, by_speaker):
        assert accepted.represented_by == SPEAKER
        assert accepted.properly_accepted


@pytest.mark.parametrize("verb", ["accept", "decline", "end"])
@pytest.mark.parametrize("state", ["declined", "ended"])
def test_declined_and_ended_are_final(verb: str, state: str) -> None:
    found = proposed(by_holder=True)
    found.state = state
    with pytest.raises(Conflict):
        found.accept(SPEAKER, representative=True) if verb == "accept" else getattr(found, verb)()


def test_an_organisation_has_one_part_and_research_needs_a_research_group() -> None:
    bakery = Organisation(id=new_id(), name="Bakkerij", kind="partner", verified=True)
    with pytest.raises(Conflict) as refusal:
        must_be_free([], bakery, "research")
    assert refusal.value.code == "not-research"
    taken = proposed(by_holder=True)
    taken.organisation_id = bakery.id
    with pytest.raises(Conflict) as refusal:
        must_be_free([taken], bakery, "partner")
    assert refusal.value.code == "already-committed"
    taken.state = "ended"
    must_be_free([taken], bakery, "partner")
