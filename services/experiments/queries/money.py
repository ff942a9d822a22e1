"""What became of the money: sums for everyone, sources and lines for participants."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import Proeftuin, SpendingLine
from services.experiments.model.closing import statement_overtaken
from services.experiments.model.funding import CURRENCY, public_totals
from services.experiments.model.spending import account_of, account_of_all
from services.experiments.queries.reading import in_own_time, read_proeftuin, read_whole, stays_of
from shared.actor import Actor
from shared.http import Page, page_of

LINE = ("id", "source_id", "amount_cents", "spent_on", "purpose", "corrects_id", "actor_id", "at")


def funding_view(actor: Actor, proeftuin: Proeftuin) -> dict[str, Any]:
    """Totals and the account of them, and for participants the sources."""
    funding: dict[str, Any] = {
        "currency": CURRENCY,
        "totals": public_totals(proeftuin.sources),
        "account": account_of_all(proeftuin.sources),
    }
    if permissions.is_participant(actor, proeftuin):
        funding["sources"] = proeftuin.sources
    return funding


def list_spending(
    session: Session, actor: Actor, proeftuin_id: UUID, *, limit: int, cursor: str | None
) -> Page[dict[str, Any]]:
    """Every line, counter-lines included, in the order of writing; for who left, those of his own time."""
    proeftuin, stays = read_proeftuin(session, proeftuin_id), stays_of(session, actor, proeftuin_id)
    query = select(SpendingLine).where(SpendingLine.proeftuin_id == proeftuin_id)
    if not permissions.is_participant(actor, proeftuin) and stays:
        query = query.where(in_own_time(SpendingLine.at, stays))
    else:
        permissions.must_take_part(actor, proeftuin)
    page = page_of(
        lambda s: session.scalars(s).all(), query, SpendingLine.id, limit=limit, cursor=cursor, descending=False
    )
    counters = _counters(session, [line.id for line in page.items])
    return Page([spending_view(line, counters.get(line.id)) for line in page.items], page.cursor)


def spending_view(line: SpendingLine, reversed_by_id: UUID | None = None) -> dict[str, Any]:
    """A line, and the counter-line that took it back, wherever in the list that stands."""
    return {**{name: getattr(line, name) for name in LINE}, "reversed_by_id": reversed_by_id}


def get_closing_statement(session: Session, actor: Actor, proeftuin_id: UUID) -> dict[str, Any]:
    """What a holder tells of the money, with the sums beside it; for participants per source.

    `overtaken` says that money was received or spent since it was told.
    """
    proeftuin = read_whole(session, proeftuin_id)
    statement: dict[str, Any] = {
        "text": proeftuin.closing_statement,
        "stated_at": proeftuin.closing_stated_at,
        "overtaken": statement_overtaken(proeftuin),
        "currency": CURRENCY,
        "totals": account_of_all(proeftuin.sources),
    }
    if permissions.is_participant(actor, proeftuin):
        statement["sources"] = [
            {"source_id": s.id, "name": s.name, "state": s.state, "account": account_of(s)} for s in proeftuin.sources
        ]
    return statement


def _counters(session: Session, ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """By line, the counter-line that took it back."""
    query = select(SpendingLine.corrects_id, SpendingLine.id).where(SpendingLine.corrects_id.in_(ids))
    return {row.corrects_id: row.id for row in session.execute(query)}
