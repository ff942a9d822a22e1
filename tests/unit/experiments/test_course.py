"""The course of a proeftuin: every arrow from every state, and what each refusal lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from services.experiments.model import Proeftuin
from services.experiments.model.closing import CHECKLIST
from services.experiments.model.course import (
    COMPLETE,
    CONCLUDE,
    COURSE,
    END,
    GIVE_UP,
    RESUME,
    START,
    STOP,
    Transition,
    follow,
    ways_on,
)
from services.experiments.model.dates import months_before
from services.experiments.model.plans import Delivery
from services.experiments.model.proeftuin import STATES
from services.experiments.model.rule import Given
from shared import clock
from shared.errors import Conflict
from shared.events.experiments import ProeftuinPaused, ProeftuinStarted, ProeftuinStopped
from tests.unit.experiments.complete import complete
from web.closing import TITLES
from web.happened import HAPPENED
from web.problems import BY_CODE

MAY = {
    "start": {"forming"},
    "pause": {"running"},
    "give up": {"running"},
    "resume": {"paused"},
    "conclude": {"running"},
    "end": {"running", "paused"},
    "complete": {"concluding"},
    "stop": {"forming", "running", "paused"},
}
EVERYTHING = Given(clock.today(), "Te weinig mensen.", lesson=True, published=("outcome", "lesson"))


def at_its_end() -> Proeftuin:
    """Everything is there that any arrow asks for."""
    found = complete()
    found.end_date, found.repair_by = clock.today(), clock.today() - timedelta(days=1)
    found.delivery = Delivery("Klaar", None, "Hier is het.", clock.now())
    found.closing_statement = "Alles is besteed."
    return found


@pytest.mark.parametrize("arrow", COURSE, ids=lambda each: each.name)
@pytest.mark.parametrize("state", STATES)
def test_each_arrow_begins_in_its_states_and_in_no_other(arrow: Transition, state: str) -> None:
    proeftuin = at_its_end()
    proeftuin.state = state
    if state in MAY[arrow.name]:
        follow(arrow, proeftuin, EVERYTHING)
        assert proeftuin.state == arrow.to != state
        return
    with pytest.raises(Conflict) as refusal:
        follow(arrow, proeftuin, EVERYTHING)
    assert proeftuin.state == state
    (reason,) = refusal.value.reasons
    assert (refusal.value.code, reason.code) == ("wrong-state", "wrong-state")
    assert all(each.name in reason.how for each in ways_on(state))


def _without(*names: str) -> Callable[[], Proeftuin]:
    def made() -> Proeftuin:
        found = at_its_end()
        for name in names:
            setattr(found, name, [] if name == "links" else None)
        return found

    return made


def _ending(days: int, months: int = 0) -> Callable[[], Proeftuin]:
    """Its end, and the last day for repair, so far from today."""

    def made() -> Proeftuin:
        found = at_its_end()
        found.end_date = found.repair_by = months_before(clock.today(), -months) + timedelta(days=days)
        return found

    return made


@pytest.mark.parametrize(
    ("arrow", "made", "given", "missing"),
    [
        (START, _without("links", "needs"), Given(), ["S1", "S4", "S6"]),
        (RESUME, _without("links", "needs"), EVERYTHING, ["S1"]),
        (CONCLUDE, _ending(2, months=6), EVERYTHING, ["too-early"]),
        (CONCLUDE, _ending(0, months=6), EVERYTHING, []),
        (END, _ending(1), EVERYTHING, ["not-over"]),
        (END, _ending(0), EVERYTHING, []),
        (GIVE_UP, _ending(0), EVERYTHING, ["not-broken"]),
        (GIVE_UP, _ending(-1), EVERYTHING, []),
        (GIVE_UP, _without("repair_by"), EVERYTHING, ["not-broken"]),
        (
            COMPLETE,
            _without("delivery", "closing_statement"),
            Given(published=("progress",), open_cycles=["Ronde twee"]),
            ["end-result-missing", "outcome-missing", "lesson-missing", "cycle-open", "closing-statement-missing"],
        ),
        (COMPLETE, at_its_end, Given(published=("outcome", "lesson")), []),
        (STOP, at_its_end, Given(), ["reason-missing", "lesson-missing"]),
        (STOP, at_its_end, Given(reason="", lesson=True), ["reason-missing"]),
        (STOP, at_its_end, Given(reason="Te weinig mensen.", lesson=True), []),
    ],
)
def test_a_refusal_lists_everything_at_once_and_changes_nothing(
    arrow: Transition, made: Callable[[], Proeftuin], given: Given, missing: list[str]
) -> None:
    proeftuin = made()
    proeftuin.state = arrow.since[0]
    if not missing:
        follow(arrow, proeftuin, given)
        assert proeftuin.state == arrow.to
        return
    before = dict(vars(proeftuin))
    with pytest.raises(Conflict) as refusal:
        follow(arrow, proeftuin, given)
    assert arrow.guard is not None
    assert refusal.value.code == arrow.guard.code
    assert [reason.code for reason in refusal.value.reasons] == missing
    assert all(reason.message and reason.how for reason in refusal.value.reasons)
    assert vars(proeftuin) == before


def test_an_event_carries_the_facts_of_its_arrow() -> None:
    proeftuin, today = complete(), clock.today()
    follow(START, proeftuin, Given(start_date=today))
    assert proeftuin.end_date is not None
    started = ProeftuinStarted(proeftuin_id=proeftuin.id, start_date=today, end_date=proeftuin.end_date)
    assert START.said(proeftuin) == started
    assert GIVE_UP.said(proeftuin) == ProeftuinPaused(proeftuin_id=proeftuin.id)
    assert STOP.said(proeftuin, EVERYTHING) == ProeftuinStopped(proeftuin_id=proeftuin.id, reason="Te weinig mensen.")


def test_every_arrow_is_told_in_words() -> None:
    assert {each.told for each in COURSE} <= HAPPENED.keys()


def test_what_completing_lacks_is_told_in_words() -> None:
    codes = {rule.code for rule in CHECKLIST}
    assert codes <= TITLES.keys()
    assert codes <= BY_CODE.keys()
