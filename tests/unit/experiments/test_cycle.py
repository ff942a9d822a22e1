"""A round is tried, looked at and closed, in this order and once; and a stake is in this proeftuin or in society."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest

from services.experiments.model import Cycle
from services.experiments.model.cycle import Reflection
from services.experiments.model.value import STAKEHOLDERS, must_have_a_stake
from shared.errors import Conflict, Invalid
from shared.ids import new_id
from tests.unit.experiments.complete import complete

REFLECTION = Reflection("Van ons.", "Ieder deed wat hij kan.", "Alles hing samen.")


def close(cycle: Cycle) -> None:
    cycle.close(new_id(), REFLECTION)


ROAD: dict[str, tuple[str, Callable[[Cycle], None]]] = {"trying": ("looking", Cycle.look), "looking": ("closed", close)}


@pytest.mark.parametrize("state", ["trying", "looking", "closed"])
@pytest.mark.parametrize("verb", [Cycle.look, close])
def test_a_round_goes_one_step_at_a_time(state: str, verb: Callable[[Cycle], None]) -> None:
    cycle = Cycle(state=state)
    if state in ROAD and ROAD[state][1] is verb:
        verb(cycle)
        assert cycle.state == ROAD[state][0]
    else:
        with pytest.raises(Conflict):
            verb(cycle)
        assert (cycle.state, cycle.lesson_id) == (state, None)


@pytest.mark.parametrize("stakeholder", STAKEHOLDERS)
def test_a_stake_is_in_a_part_that_is_there(stakeholder: str) -> None:
    proeftuin = complete()
    proeftuin.affected_groups[0].id, proeftuin.commitments[0].id, proeftuin.commitments[1].id = (
        new_id() for _ in range(3)
    )
    there: dict[str, UUID | None] = {
        "affected-group": proeftuin.affected_groups[0].id,
        "commitment": proeftuin.commitments[0].id,
        "werkkring": proeftuin.links[0].werkkring_id,
        "society": None,
    }
    for name, part_id in there.items():
        if name == stakeholder:
            must_have_a_stake(proeftuin, stakeholder, part_id)
        else:
            with pytest.raises(Invalid):
                must_have_a_stake(proeftuin, stakeholder, part_id)
