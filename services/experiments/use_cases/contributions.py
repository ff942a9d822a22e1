"""Contributions in own words: told by participants for themselves, taken back by nobody else."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import Contribution
from services.experiments.model.contribution import quarters_of
from services.experiments.use_cases.story import load_proeftuin, note, tell
from shared.actor import Actor
from shared.errors import NotFound
from shared.events.experiments import ContributionMade, ContributionWithdrawn
from shared.ids import new_id


def tell_contribution(
    session: Session, actor: Actor, proeftuin_id: UUID, *, text: str, hours: float | None
) -> Contribution:
    """A participant tells what he contributed."""
    proeftuin = load_proeftuin(session, proeftuin_id)
    permissions.must_take_part(actor, proeftuin)
    proeftuin.must_be_unfinished()
    told = Contribution(
        id=new_id(), proeftuin_id=proeftuin.id, person_id=actor.person, text=text, quarters=quarters_of(hours)
    )
    session.add(told)
    note(session, proeftuin, actor, "contribution.made", subject=told.id, public=False)
    made = ContributionMade(proeftuin_id=proeftuin.id, contribution_id=told.id, person_id=told.person_id)
    tell(session, actor, made)
    return told


def withdraw_contribution(session: Session, actor: Actor, proeftuin_id: UUID, contribution_id: UUID) -> None:
    """Who told it takes it back, at any time: also once he left, or the proeftuin is over."""
    proeftuin = load_proeftuin(session, proeftuin_id)
    told = session.get(Contribution, contribution_id)
    if told is None or told.proeftuin_id != proeftuin.id:
        raise NotFound("no-such-contribution", "There is no such contribution.")
    permissions.must_be_contributor(actor, told)
    told.withdraw()
    note(session, proeftuin, actor, "contribution.withdrawn", subject=told.id, public=False)
    gone = ContributionWithdrawn(proeftuin_id=proeftuin.id, contribution_id=told.id, person_id=told.person_id)
    tell(session, actor, gone)
