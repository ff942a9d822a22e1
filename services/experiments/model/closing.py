"""What a proeftuin gives back before it is completed: its result, what was learned, and the account of its money."""

from __future__ import annotations

from collections.abc import Collection

from services.experiments.model.proeftuin import Proeftuin
from shared.errors import Conflict, Reason

DELIVERED = Reason("end-result-missing", "The end result is not delivered.", "/endResult", "Deliver the end result.")
OUTCOME = Reason("outcome-missing", "No outcome is published.", "/updates", "Post a public update of kind outcome.")
LESSON = Reason("lesson-missing", "No lesson is published.", "/updates", "Post a public update of kind lesson.")
STATEMENT = Reason(
    "closing-statement-missing",
    "What became of the money is not told.",
    "/closingStatement",
    "Give the closing statement of money.",
)


def must_be_closed(proeftuin: Proeftuin, published: Collection[str], undecided: Collection[str] = ()) -> None:
    """Raises Conflict with everything that is missing; `published` are the kinds of its public updates, `undecided` the
    titles of datasets that are drafts still.
    """
    checklist = (
        (DELIVERED, proeftuin.delivery is not None),
        (OUTCOME, "outcome" in published),
        (LESSON, "lesson" in published),
        (STATEMENT, bool(proeftuin.closing_statement)),
    )
    missing = [reason for reason, done in checklist if not done]
    missing += [_undecided(title) for title in undecided]
    if missing:
        raise Conflict("not-closed", "This proeftuin cannot be completed yet.", missing)


def _undecided(title: str) -> Reason:
    message = f"Nothing was decided about the dataset “{title}”."
    return Reason("dataset-undecided", message, "/datasets", "Publish, restrict or destroy it.")


def must_say_why(reason: str | None, lesson: bool) -> None:
    """Stopping early tells why, and what is learned: failure is shared as openly as success."""
    missing = []
    if not reason:
        missing.append(Reason("reason-missing", "Say why it stops.", "/reason", "Give the reason."))
    if not lesson:
        missing.append(Reason("lesson-missing", "Say what is learned.", "/lesson", "Give a lesson with it."))
    if missing:
        raise Conflict("not-explained", "A proeftuin stops with a reason and a lesson.", missing)
