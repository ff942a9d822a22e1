"""The course of a proeftuin as one table: every arrow, who takes it, what must hold, and what is told of it.

`follow` is the only thing that changes a state. The diagram in the service's README is drawn from this table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from services.experiments.model import dates
from services.experiments.model.closing import CHECKLIST, EXPLAINED
from services.experiments.model.proeftuin import JOINABLE, Proeftuin
from services.experiments.model.readiness import RULES, WATCHED
from services.experiments.model.rule import NOTHING, Given, Lack, Lacks, Rule, findings
from shared import clock
from shared.errors import Conflict, Reason
from shared.events import Event, by_class
from shared.events.experiments import (
    ProeftuinCompleted,
    ProeftuinConcluding,
    ProeftuinPaused,
    ProeftuinResumed,
    ProeftuinStarted,
    ProeftuinStopped,
)

MONTHS_TO_CONCLUDE = 6
HOLDER, HOLDER_OR_STEWARD, TIME = "a holder", "a holder or a steward", "time"


@dataclass(frozen=True)
class Guard:
    """What must hold, by a name for people; where it does not, one refusal lists everything that is missing."""

    name: str
    rules: Sequence[Rule]
    code: str
    message: str


@dataclass(frozen=True)
class Transition:
    """One arrow; `done` is the proeftuin in words: “cannot be paused”."""

    name: str
    done: str
    since: Sequence[str]
    to: str
    by: str
    event: type[Event]
    guard: Guard | None = None
    effect: Callable[[Proeftuin, Given], None] = lambda proeftuin, given: None

    @property
    def told(self) -> str:
        """Its line in the story, called as its event: `proeftuin.paused`."""
        return by_class[self.event].routing_key.removeprefix("experiments.").removesuffix(".v1")

    def said(self, proeftuin: Proeftuin, given: Given = NOTHING) -> Event:
        """The event of having followed it, with those facts that it carries."""
        facts = {"proeftuin_id": proeftuin.id, "start_date": proeftuin.start_date, "end_date": proeftuin.end_date}
        told: dict[str, Any] = {**facts, "reason": given.reason or ""}
        return self.event(**{name: told[name] for name in self.event.__struct_fields__})


def in_its_last_months(proeftuin: Proeftuin, given: Given) -> Lacks:
    """Before its last six months, ending it is stopping early."""
    assert proeftuin.end_date is not None
    opens = dates.months_before(proeftuin.end_date, MONTHS_TO_CONCLUDE)
    if clock.today() < opens:
        yield Lack("", "Or stop it, with a lesson.", f"Concluding is possible from {opens} on.")


def at_its_end(proeftuin: Proeftuin, given: Given) -> Lacks:
    if proeftuin.end_date is None or clock.today() < proeftuin.end_date:
        yield Lack("", "Wait for its end.")


def broken_too_long(proeftuin: Proeftuin, given: Given) -> Lacks:
    if proeftuin.repair_by is None or clock.today() <= proeftuin.repair_by:
        yield Lack("", "Wait until the days for repair are over.")


def begin(proeftuin: Proeftuin, given: Given) -> None:
    """It runs for three years from here."""
    assert given.start_date is not None
    proeftuin.begin(given.start_date)


def settle(proeftuin: Proeftuin, given: Given) -> None:
    """Nothing is left to be repaired."""
    proeftuin.repair_by = None


def guard(name: str, holds: Callable[[Proeftuin, Given], Lacks], code: str, message: str) -> Guard:
    """A guard of one rule."""
    return Guard(name, (Rule(code, message, holds),), code, message)


READY = Guard("S1–S8", RULES, "not-ready", "This proeftuin cannot start yet.")
UNBROKEN = Guard("S1, S3", WATCHED, "not-ready", "Something is missing that may not be.")
LAST_MONTHS = guard(
    "its last six months", in_its_last_months, "too-early", "A proeftuin concludes in its last six months."
)
OVER = guard("its end", at_its_end, "not-over", "Its three years are not over.")
UNREPAIRED = guard("a part stayed missing", broken_too_long, "not-broken", "There is time left for repair.")
CLOSED = Guard("the closing checklist", CHECKLIST, "not-closed", "This proeftuin cannot be completed yet.")
TOLD_WHY = Guard("reason and lesson", EXPLAINED, "not-explained", "A proeftuin stops with a reason and a lesson.")

START = Transition("start", "started", ("forming",), "running", HOLDER, ProeftuinStarted, READY, begin)
PAUSE = Transition("pause", "paused", ("running",), "paused", HOLDER, ProeftuinPaused)
GIVE_UP = Transition("give up", "paused", ("running",), "paused", TIME, ProeftuinPaused, UNREPAIRED)
RESUME = Transition("resume", "resumed", ("paused",), "running", HOLDER, ProeftuinResumed, UNBROKEN)
CONCLUDE = Transition("conclude", "concluded", ("running",), "concluding", HOLDER, ProeftuinConcluding, LAST_MONTHS)
END = Transition("end", "concluded", ("running", "paused"), "concluding", TIME, ProeftuinConcluding, OVER)
COMPLETE = Transition("complete", "completed", ("concluding",), "completed", HOLDER, ProeftuinCompleted, CLOSED, settle)
STOP = Transition("stop", "stopped", JOINABLE, "stopped", HOLDER_OR_STEWARD, ProeftuinStopped, TOLD_WHY, settle)
COURSE = (START, PAUSE, GIVE_UP, RESUME, CONCLUDE, END, COMPLETE, STOP)
"""Every arrow there is. Forming begins with the word of an adopted idea; from completed and stopped none goes on."""


def follow(transition: Transition, proeftuin: Proeftuin, given: Given = NOTHING) -> None:
    """Change the state. Raises Conflict where the arrow begins elsewhere, or with everything that its guard misses."""
    if proeftuin.state not in transition.since:
        raise _elsewhere(transition, proeftuin.state)
    if transition.guard is not None and (missing := findings(transition.guard.rules, proeftuin, given)):
        reasons = [finding.reason() for finding in missing]
        raise Conflict(transition.guard.code, transition.guard.message, reasons)
    transition.effect(proeftuin, given)
    proeftuin.state = transition.to


def ways_on(state: str) -> list[Transition]:
    """The arrows that people can follow from here."""
    return [each for each in COURSE if state in each.since and each.by != TIME]


def _elsewhere(transition: Transition, state: str) -> Conflict:
    ways = ", ".join(each.name for each in ways_on(state))
    how = f"What can be done now: {ways}." if ways else "It is over for good; a successor may link back to it."
    reason = Reason("wrong-state", f"It is {state}.", "/state", how)
    return Conflict("wrong-state", f"A proeftuin that is {state} cannot be {transition.done}.", (reason,))
