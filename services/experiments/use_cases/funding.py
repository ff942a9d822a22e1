"""A proeftuin's own money: its sources, and the totals that everyone may know."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import FundingSource, Proeftuin
from services.experiments.model.funding import CURRENCY, totals
from services.experiments.use_cases.story import load_whole, note, tell
from shared.actor import Actor
from shared.errors import NotFound
from shared.events.experiments import FundingChanged
from shared.ids import new_id


def add_source(session: Session, actor: Actor, proeftuin_id: UUID, **described: Any) -> FundingSource:
    """A holder adds a source of funding."""
    proeftuin = _to_change(session, actor, proeftuin_id)
    source = FundingSource(id=new_id(), proeftuin_id=proeftuin.id, **described)
    source.must_say_what_it_is()
    proeftuin.sources.append(source)
    _tell(session, actor, proeftuin, "funding.added", source)
    return source


def change_source(
    session: Session, actor: Actor, proeftuin_id: UUID, source_id: UUID, **changes: object
) -> FundingSource:
    """A holder corrects a source, or moves it one step on."""
    proeftuin = _to_change(session, actor, proeftuin_id)
    source = next((s for s in proeftuin.sources if s.id == source_id), None)
    if source is None:
        raise NotFound("no-such-source", "There is no such source.")
    source.change(changes)
    _tell(session, actor, proeftuin, "funding.changed", source)
    return source


def _to_change(session: Session, actor: Actor, proeftuin_id: UUID) -> Proeftuin:
    proeftuin = load_whole(session, proeftuin_id)
    permissions.must_be_holder(actor, proeftuin)
    proeftuin.must_be_unfinished()
    return proeftuin


def _tell(session: Session, actor: Actor, proeftuin: Proeftuin, kind: str, source: FundingSource) -> None:
    """What a single source gives is for participants: neither story nor event names it."""
    note(session, proeftuin, actor, kind, subject=source.id, title=source.state)
    cents = {f"{state}_cents": amount for state, amount in totals(proeftuin.sources).items()}
    tell(session, actor, FundingChanged(proeftuin_id=proeftuin.id, currency=CURRENCY, **cents))
