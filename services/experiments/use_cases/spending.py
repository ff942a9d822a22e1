"""What is spent of a proeftuin's own money: written down by a holder, taken back by a counter-line, never erased."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.experiments.model import Proeftuin, SpendingLine
from services.experiments.model.spending import must_be_past
from services.experiments.use_cases.funding import proeftuin_to_fund, source_in, tell_totals
from services.experiments.use_cases.story import note
from shared.actor import Actor
from shared.errors import Conflict, NotFound
from shared.ids import new_id


def write_spending(
    session: Session,
    actor: Actor,
    proeftuin_id: UUID,
    *,
    source_id: UUID,
    amount_cents: int,
    spent_on: date,
    purpose: str,
) -> SpendingLine:
    """A holder writes down what was spent of a source, at most what is left of it."""
    proeftuin = proeftuin_to_fund(session, actor, proeftuin_id)
    must_be_past(spent_on)
    source_in(proeftuin, source_id).spend(amount_cents)
    line = SpendingLine(
        id=new_id(),
        proeftuin_id=proeftuin.id,
        source_id=source_id,
        amount_cents=amount_cents,
        spent_on=spent_on,
        purpose=purpose,
        actor_id=actor.person,
    )
    _keep(session, actor, proeftuin, "spending.written", line)
    return line


def reverse_spending(session: Session, actor: Actor, proeftuin_id: UUID, line_id: UUID, *, reason: str) -> SpendingLine:
    """A holder takes a line back, once, by a counter-line that says why; returns the counter-line."""
    proeftuin = proeftuin_to_fund(session, actor, proeftuin_id)
    line = session.get(SpendingLine, line_id)
    if line is None or line.proeftuin_id != proeftuin.id:
        raise NotFound("no-such-line", "There is no such line of spending.")
    counter = line.countered(reason, actor.person)
    if session.scalars(select(SpendingLine.id).where(SpendingLine.corrects_id == line.id)).first() is not None:
        raise Conflict("already-reversed", "This line was taken back before.")
    source_in(proeftuin, line.source_id).spend(counter.amount_cents)
    _keep(session, actor, proeftuin, "spending.reversed", counter)
    return counter


def _keep(session: Session, actor: Actor, proeftuin: Proeftuin, kind: str, line: SpendingLine) -> None:
    session.add(line)
    note(session, proeftuin, actor, kind, subject=line.id, public=False, title=line.purpose)
    tell_totals(session, actor, proeftuin)
