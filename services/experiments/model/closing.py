"""What a proeftuin gives back at its end: the closing checklist of completing, and what stopping early tells.

A thing that must be settled before completing is a rule in CHECKLIST; `closing` shows it and `_complete` refuses by it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from sqlalchemy import Select

from services.experiments.model.cycle import open_titles
from services.experiments.model.dataset import undecided_titles
from services.experiments.model.proeftuin import Proeftuin
from services.experiments.model.rule import Given, Lack, Lacks, Rule, Standing, standing
from services.experiments.model.spending import account_of_all
from services.experiments.model.updates import published_kinds
from shared import clock


def delivered(proeftuin: Proeftuin, given: Given) -> Lacks:
    if proeftuin.delivery is None:
        yield Lack("/endResult", "Deliver the end result.")


def outcome_told(proeftuin: Proeftuin, given: Given) -> Lacks:
    if "outcome" not in given.published:
        yield Lack("/updates", "Post a public update of kind outcome.")


def lesson_told(proeftuin: Proeftuin, given: Given) -> Lacks:
    if "lesson" not in given.published:
        yield Lack("/updates", "Post a public update of kind lesson.")


def money_accounted_for(proeftuin: Proeftuin, given: Given) -> Lacks:
    if not proeftuin.closing_statement:
        yield Lack("/closingStatement", "Give the closing statement of money.")


def statement_holds(proeftuin: Proeftuin, given: Given) -> Lacks:
    """What is told of the money is told of all of it: nothing came or went since."""
    if statement_overtaken(proeftuin):
        yield Lack("/closingStatement", "Look at the closing statement again: money was received or spent since.")


def every_cycle_closed(proeftuin: Proeftuin, given: Given) -> Lacks:
    """A round closes with its lesson; only stopping early breaks one off."""
    for title in given.open_cycles:
        yield Lack("/cycles", f"Look at “{title}”, and close it with its lesson.")


def every_dataset_decided_on(proeftuin: Proeftuin, given: Given) -> Lacks:
    """Where the reader may not know which, `undecided` holds them without their titles."""
    for title in dict.fromkeys(given.undecided):
        which = f"“{title}”" if title else "what was gathered"
        yield Lack("/datasets", f"Publish, restrict or destroy {which}.")


def why_told(proeftuin: Proeftuin, given: Given) -> Lacks:
    if not given.reason:
        yield Lack("/reason", "Give the reason.")


def learned(proeftuin: Proeftuin, given: Given) -> Lacks:
    """Failure is shared as openly as success."""
    if not given.lesson:
        yield Lack("/lesson", "Give a lesson with it.")


CHECKLIST = (
    Rule("end-result-missing", "The end result is delivered", delivered, "The end result is not delivered."),
    Rule("outcome-missing", "An outcome is published", outcome_told, "No outcome is published."),
    Rule("lesson-missing", "A lesson is published", lesson_told, "No lesson is published."),
    Rule("cycle-open", "Every cycle is closed with its lesson", every_cycle_closed, "A cycle is still open."),
    Rule(
        "dataset-undecided",
        "Every dataset is published, restricted or destroyed",
        every_dataset_decided_on,
        "Nothing was decided about a dataset.",
    ),
    Rule(
        "closing-statement-missing",
        "It is told what became of the money",
        money_accounted_for,
        "What became of the money is not told.",
    ),
    Rule(
        "closing-statement-overtaken",
        "What is told of the money is told of all of it",
        statement_holds,
        "Money came or went after what is told of it.",
    ),
)
EXPLAINED = (
    Rule("reason-missing", "It is said why it stops", why_told, "Say why it stops."),
    Rule("lesson-missing", "It is said what is learned", learned, "Say what is learned."),
)


def state_closing(proeftuin: Proeftuin, text: str) -> None:
    """Tell what became of the money, of the sums as they are now."""
    account = account_of_all(proeftuin.sources)
    proeftuin.closing_statement, proeftuin.closing_stated_at = text, clock.now()
    proeftuin.closing_received_cents, proeftuin.closing_spent_cents = account.received, account.spent


def statement_overtaken(proeftuin: Proeftuin) -> bool:
    """Whether something was received or spent, or put right, since the closing statement was told."""
    if not proeftuin.closing_statement or proeftuin.closing_received_cents is None:
        return False
    account = account_of_all(proeftuin.sources)
    told = proeftuin.closing_received_cents, proeftuin.closing_spent_cents
    return told != (account.received, account.spent)


def looked_up(all_of: Callable[[Select[str]], Sequence[str]], proeftuin_id: UUID) -> Given:
    """What the checklist looks at beside the proeftuin; `all_of` asks the database."""
    return Given(
        published=all_of(published_kinds(proeftuin_id)),
        open_cycles=all_of(open_titles(proeftuin_id)),
        undecided=all_of(undecided_titles(proeftuin_id)),
    )


def closing_of(proeftuin: Proeftuin, given: Given) -> Standing:
    """The closing checklist, looked at: what is there, and what is missing before it can be completed."""
    return standing(CHECKLIST, proeftuin, given)
