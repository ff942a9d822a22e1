"""What a proeftuin still lacks before it can be completed, as its readers may know it."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model.closing import closing_of, looked_up
from services.experiments.model.rule import Standing
from services.experiments.queries.measuring import researchers_of
from services.experiments.queries.reading import read_whole
from shared.actor import Actor


def get_closing(session: Session, actor: Actor, proeftuin_id: UUID) -> Standing:
    """What `_complete` would say now of the closing checklist, whatever the state; drafts by name for who sees them."""
    proeftuin = read_whole(session, proeftuin_id)
    given = looked_up(lambda query: session.scalars(query).all(), proeftuin_id)
    if not permissions.may_see_dataset(actor, proeftuin, researchers_of(session, proeftuin_id)):
        given = replace(given, undecided=["" for _ in given.undecided])
    return closing_of(proeftuin, given)
