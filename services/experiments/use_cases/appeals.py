"""Appeals: whoever was barred asks again, and another moderator, or a steward, decides."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from services.experiments import permissions
from services.experiments.model import Appeal, Bar
from services.experiments.use_cases.bars import bar_in_force, lifted
from services.experiments.use_cases.story import load_proeftuin, tell
from shared.actor import Actor
from shared.errors import Conflict, NotFound
from shared.events.experiments import AppealDecided, AppealLodged
from shared.ids import new_id


def appeal_bar(session: Session, actor: Actor, proeftuin_id: UUID, *, text: str) -> Appeal:
    """Whoever is barred says why he should be let in again: once per decision, within half a year."""
    person = actor.person
    load_proeftuin(session, proeftuin_id)
    bar = bar_in_force(session, proeftuin_id, person)
    if bar is None:
        raise Conflict("not-barred", "You are not barred from this proeftuin.")
    bar.must_take_an_appeal()
    appeal = Appeal(id=new_id(), bar=bar, text=text)
    session.add(appeal)
    session.flush()
    tell(session, actor, AppealLodged(appeal_id=appeal.id, proeftuin_id=proeftuin_id, person_id=person))
    return appeal


def grant_appeal(session: Session, actor: Actor, proeftuin_id: UUID, appeal_id: UUID, *, reason: str) -> Appeal:
    """Somebody else than who barred lets him in again."""
    appeal = _to_decide(session, actor, proeftuin_id, appeal_id)
    appeal.decide("granted", actor.person, reason)
    tell(session, actor, *lifted(appeal.bar, actor, appeal))
    return appeal


def deny_appeal(session: Session, actor: Actor, proeftuin_id: UUID, appeal_id: UUID, *, reason: str) -> Appeal:
    """Somebody else than who barred keeps him out, and says why."""
    appeal = _to_decide(session, actor, proeftuin_id, appeal_id)
    appeal.decide("denied", actor.person, reason)
    facts = {"proeftuin_id": proeftuin_id, "person_id": appeal.bar.person_id}
    tell(session, actor, AppealDecided(appeal_id=appeal.id, outcome="denied", **facts))
    return appeal


def _to_decide(session: Session, actor: Actor, proeftuin_id: UUID, appeal_id: UUID) -> Appeal:
    permissions.must_decide_appeals(actor)
    load_proeftuin(session, proeftuin_id)
    query = select(Appeal).join(Appeal.bar).where(Appeal.id == appeal_id, Bar.proeftuin_id == proeftuin_id)
    appeal = session.scalars(query.options(selectinload(Appeal.bar))).one_or_none()
    if appeal is None:
        raise NotFound("no-such-appeal", "There is no such appeal.")
    permissions.must_not_be_barred_by(actor, appeal.bar)
    return appeal
