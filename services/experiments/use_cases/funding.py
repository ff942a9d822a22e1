"""A proeftuin's own money: its sources, and the totals that everyone may know."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import FundingSource, Proeftuin
from services.experiments.model.funding import CURRENCY, public_totals
from services.experiments.use_cases.story import load_whole, note, tell
from shared.actor import Actor
from shared.errors import NotFound
from shared.events.experiments import FundingChanged
from shared.ids import new_id


def add_source(session: Session, actor: Actor, proeftuin_id: UUID, **described: Any) -> FundingSource:
    """A holder adds a source of funding."""
    proeftuin = proeftuin_to_fund(session, actor, proeftuin_id)
    source = FundingSource(id=new_id(), proeftuin_id=proeftuin.id, spent_cents=0, **described)
    source.must_say_what_it_is()
    source.keep_promise()
    proeftuin.sources.append(source)
    note(session, proeftuin, actor, "funding.added", subject=source.id, title=source.state)
    tell_totals(session, actor, proeftuin)
    return source


def change_source(
    session: Session, actor: Actor, proeftuin_id: UUID, source_id: UUID, **changes: object
) -> FundingSource:
    """A holder corrects a source, or moves it one step on."""
    proeftuin = proeftuin_to_fund(session, actor, proeftuin_id)
    source = source_in(proeftuin, source_id)
    if source.change(changes):
        note(session, proeftuin, actor, "funding.changed", subject=source.id, title=source.state)
        tell_totals(session, actor, proeftuin)
    return source


def proeftuin_to_fund(session: Session, actor: Actor, proeftuin_id: UUID) -> Proeftuin:
    """The proeftuin with its sources, locked, for who keeps its money."""
    proeftuin = load_whole(session, proeftuin_id)
    permissions.must_be_holder(actor, proeftuin)
    proeftuin.must_be_unfinished()
    return proeftuin


def source_in(proeftuin: Proeftuin, source_id: UUID) -> FundingSource:
    """The source of this id. Raises NotFound, also for a source of another proeftuin."""
    source = next((s for s in proeftuin.sources if s.id == source_id), None)
    if source is None:
        raise NotFound("no-such-source", "There is no such source.")
    return source


def tell_totals(session: Session, actor: Actor, proeftuin: Proeftuin) -> None:
    """What a single source gives or a line says is for participants: neither story nor event names it."""
    cents = {f"{name}_cents": amount for name, amount in public_totals(proeftuin.sources).items()}
    tell(session, actor, FundingChanged(proeftuin_id=proeftuin.id, currency=CURRENCY, **cents))
