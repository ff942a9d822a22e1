"""The conditions of a start, each both ways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.experiments.model import Proeftuin, WinRole
from services.experiments.model.course import START, follow
from services.experiments.model.plans import Needs, SharingPlan
from services.experiments.model.readiness import readiness_of
from services.experiments.model.rule import Given
from shared import clock
from shared.errors import Conflict
from shared.ids import new_id
from tests.unit.experiments.complete import committed, complete, source

Change = Callable[[Proeftuin], object]


def missing(proeftuin: Proeftuin) -> list[str]:
    return [finding.code for finding in readiness_of(proeftuin, clock.today()).missing]


def how(proeftuin: Proeftuin, code: str) -> str:
    return next(f.how for f in readiness_of(proeftuin, clock.today()).missing if f.code == code)


def _forget_research(p: Proeftuin) -> None:
    p.commitments[1].state = "ended"


def _leave_participant(p: Proeftuin) -> None:
    p.stints[1].ended_at = clock.now()


def _take_back_belonging(p: Proeftuin) -> None:
    p.affected_groups[0].belongings[0].ended_at = clock.now()


REMOVALS: dict[str, tuple[str, Change]] = {
    "the werkkring": ("S1", lambda p: p.links.clear()),
    "the werkkring's yes": ("S1", lambda p: setattr(p.links[0], "state", "requested")),
    "the partner": ("S1", lambda p: p.commitments.pop(0)),
    "the research group": ("S1", _forget_research),
    "the experiment": ("S1", lambda p: p.experiments.clear()),
    "the experiment's question": ("S1", lambda p: setattr(p.experiments[0], "question", " ")),
    "the representative's voice": ("S2", lambda p: setattr(p.commitments[0], "represented_by", None)),
    "the other side's yes": ("S2", lambda p: setattr(p.commitments[0], "accepted_by", p.commitments[0].proposed_by)),
    "the skill to research": ("S2", lambda p: setattr(p.commitments[1].organisation, "kind", "partner")),
    "every affected group": ("S3", lambda p: p.affected_groups.clear()),
    "who belongs to the group": ("S3", lambda p: p.affected_groups[0].belongings.clear()),
    "the word of who belonged": ("S3", _take_back_belonging),
    "the participant who belonged": ("S3", _leave_participant),
    "the needs": ("S4", lambda p: setattr(p, "needs", None)),
    "the role that is needed": ("S4", lambda p: setattr(p, "needs", Needs("Hulp.", "mentor"))),
    "the end result": ("S5", lambda p: setattr(p, "end_result", None)),
    "the funding": ("S7", lambda p: p.sources.clear()),
    "the promise of funding": ("S7", lambda p: setattr(p.sources[0], "state", "asked")),
    "the sharing plan": ("S8", lambda p: setattr(p, "sharing_plan", None)),
    "every channel": ("S8", lambda p: setattr(p, "sharing_plan", SharingPlan(60, False, None))),
}


def test_a_complete_proeftuin_misses_nothing() -> None:
    found = readiness_of(complete(), clock.today())
    assert (found.missing, found.warnings, found.ready) == ([], [], True)
    assert [rule.code for rule in found.met] == [f"S{n}" for n in range(1, 9)]


@given(st.sampled_from(sorted(REMOVALS)))
def test_removing_any_part_makes_exactly_that_condition_missing(part: str) -> None:
    code, remove = REMOVALS[part]
    proeftuin = complete()
    remove(proeftuin)
    assert missing(proeftuin) == [code]
    assert how(proeftuin, code)


@given(st.sets(st.sampled_from(sorted(REMOVALS)), min_size=1))
def test_removing_several_parts_lists_every_one_of_them_at_once(parts: set[str]) -> None:
    proeftuin = complete()
    expected = set()
    for part in sorted(parts, key=lambda each: REMOVALS[each][0], reverse=True):
        code, remove = REMOVALS[part]
        try:
            remove(proeftuin)
        except IndexError:
            continue  # another removal took the whole already
        expected.add(code)
    with pytest.raises(Conflict) as refusal:
        follow(START, proeftuin, Given())
    listed = {reason.code for reason in refusal.value.reasons}
    assert "S6" in listed
    assert listed <= expected | {"S6"}
    assert all(reason.how and reason.pointer for reason in refusal.value.reasons)


def test_a_new_proeftuin_is_told_every_part_of_s1_it_lacks() -> None:
    proeftuin = Proeftuin(id=new_id(), state="forming")
    assert missing(proeftuin) == ["S1", "S3", "S4", "S5", "S7", "S8"]
    assert all(part in how(proeftuin, "S1") for part in ("werkkring", "partner", "research group", "experiment"))


def test_one_organisation_cannot_be_partner_and_research_group() -> None:
    proeftuin = complete()
    proeftuin.commitments[1].organisation_id = proeftuin.commitments[0].organisation_id
    assert missing(proeftuin) == ["S1"]


def test_a_commitment_that_is_only_proposed_is_no_part_yet_and_no_hindrance() -> None:
    proeftuin = complete()
    proposed = committed("partner", new_id())
    proposed.state = "proposed"
    proposed.accepted_by = proposed.represented_by = None
    proeftuin.commitments.append(proposed)
    assert missing(proeftuin) == []


def test_every_affected_group_needs_somebody_of_its_own() -> None:
    proeftuin = complete()
    other = complete().affected_groups[0]
    other.name, other.belongings = "Werkzoekenden", []
    proeftuin.affected_groups.append(other)
    assert "Werkzoekenden" in how(proeftuin, "S3")
    assert "Zelfstandigen" not in how(proeftuin, "S3")


def test_a_role_that_is_needed_is_met_once_somebody_bears_it() -> None:
    proeftuin = complete()
    proeftuin.needs = Needs("Hulp.", "mentor")
    assert missing(proeftuin) == ["S4"]
    proeftuin.win_roles = [WinRole(person_id=new_id(), role="mentor")]
    assert missing(proeftuin) == []
    proeftuin.win_roles[0].ended_at = clock.now()
    assert missing(proeftuin) == ["S4"]


@pytest.mark.parametrize(("days", "met"), [(-2, False), (-1, True), (0, True), (400, True)])
def test_the_start_date_is_today_or_later_with_a_day_of_tolerance(days: int, met: bool) -> None:
    found = readiness_of(complete(), clock.today() + timedelta(days=days))
    assert (found.missing == []) is met


def test_today_is_the_day_that_it_is_in_amsterdam() -> None:
    late = clock.now().replace(hour=23, minute=30)
    with clock.moved(late - clock.now()):
        in_amsterdam = clock.now().astimezone(clock.AMSTERDAM).date()
        assert in_amsterdam == clock.now().date() + timedelta(days=1)
        assert readiness_of(complete(), in_amsterdam - timedelta(days=1)).missing == []
        assert readiness_of(complete(), in_amsterdam - timedelta(days=2)).missing != []


def test_the_date_is_missing_while_forming_and_readiness_disregards_it() -> None:
    found = readiness_of(complete())
    assert [finding.code for finding in found.missing] == ["S6"]
    assert found.ready
    running = complete()
    running.state = "running"
    assert readiness_of(running).missing == []


@pytest.mark.parametrize(
    ("state", "met"), [("asked", False), ("refused", False), ("promised", True), ("received", True)]
)
def test_funding_counts_from_a_promise_on(state: str, met: bool) -> None:
    proeftuin = complete()
    proeftuin.sources = [source(state)]
    assert (missing(proeftuin) == []) is met


def test_part_up_alone_is_sharing_too() -> None:
    proeftuin = complete()
    proeftuin.sharing_plan = SharingPlan(30, False, "abc")
    assert missing(proeftuin) == []


def test_a_missing_programme_is_a_warning_and_never_a_block() -> None:
    proeftuin = complete()
    proeftuin.programme_link = None
    found = readiness_of(proeftuin, clock.today())
    assert [finding.code for finding in found.warnings] == ["W1"]
    assert found.missing == []
    follow(START, proeftuin, Given(start_date=clock.today()))
    assert proeftuin.state == "running"


def test_one_voice_for_two_organisations_is_allowed_and_shown() -> None:
    speaker, proeftuin = new_id(), complete()
    proeftuin.commitments = [committed(part, new_id(), speaker=speaker) for part in ("partner", "research")]
    found = readiness_of(proeftuin, clock.today())
    assert [finding.code for finding in found.warnings] == ["W2"]
    assert found.missing == []
