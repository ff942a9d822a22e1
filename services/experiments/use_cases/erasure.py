"""Forgetting a person: he leaves everywhere, his offers and notes go, what he told everyone stays and is nobody's."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, not_, select, update
from sqlalchemy.orm import Session

from services.experiments.model import (
    Appeal,
    Bar,
    Belonging,
    Call,
    CohortMember,
    Commitment,
    Consent,
    Contribution,
    Coordinator,
    Dataset,
    DatasetFile,
    Decision,
    DossierVersion,
    ExperimentRevision,
    Membership,
    Observation,
    Relation,
    Representation,
    SpendingLine,
    Stint,
    TimelineEntry,
    Update,
    ValueStatement,
    WerkkringLink,
    WinRole,
)
from services.experiments.use_cases.consents import withdraw_everything
from services.experiments.use_cases.leaving import leave_everything
from shared.bus.say import say
from shared.events import Event, subject_of
from shared.events.experiments import ErasureDone
from shared.privacy.erasing import FORMER, erased_lately, forget_person, replace_person


def erase_person(session: Session, person_id: UUID) -> None:
    """Forget the person and say that it is done. Doing it again finds nothing, and says so again."""
    forget_person(session, person_id)
    _say(session, [*_forget(session, person_id), ErasureDone(person_id=person_id)])


def look_again(session: Session) -> None:
    """Forget what a request that was under way wrote in the name of someone erased within the hour."""
    for person_id in erased_lately(session):
        _say(session, _forget(session, person_id))


def leave_when_gone(session: Session, proeftuin_id: UUID) -> None:
    """A proeftuin that began with somebody who is gone: nobody does not take part in it, let alone hold it."""
    nobodys = select(Stint.id).where(Stint.proeftuin_id == proeftuin_id, Stint.person_id == FORMER)
    if session.execute(nobodys.where(Stint.ended_at.is_(None))).first() is not None:
        _say(session, leave_everything(session, FORMER))


def _say(session: Session, said: list[Event]) -> None:
    for event in sorted(said, key=subject_of):
        say(session, event)


def _forget(session: Session, person_id: UUID) -> list[Event]:
    said = [*withdraw_everything(session, person_id), *leave_everything(session, person_id)]
    session.execute(delete(Observation).where(Observation.person_id == person_id))
    _forget_texts(session, person_id)
    _forget_bars(session, person_id)
    for known in (Membership, Coordinator, Representation, Contribution):
        session.execute(delete(known).where(known.person_id == person_id))
    replace_person(session, person_id, Stint.person_id, Belonging.person_id, WinRole.person_id, WinRole.assigned_by)
    replace_person(session, person_id, Commitment.proposed_by, Commitment.represented_by, Commitment.accepted_by)
    replace_person(session, person_id, WerkkringLink.requested_by, WerkkringLink.confirmed_by)
    replace_person(session, person_id, Update.author_id, TimelineEntry.actor_id, ExperimentRevision.actor_id)
    replace_person(session, person_id, CohortMember.person_id, Call.opened_by, Relation.made_by)
    replace_person(session, person_id, Bar.barred_by, Bar.lifted_by, Appeal.decided_by)
    replace_person(session, person_id, Consent.person_id, Consent.confirmed_by)
    replace_person(session, person_id, Dataset.author_id, DatasetFile.author_id)
    replace_person(session, person_id, SpendingLine.actor_id, ValueStatement.author_id, Decision.author_id)
    replace_person(session, person_id, DossierVersion.actor_id)
    session.expire_all()
    return said


def _forget_bars(session: Session, person_id: UUID) -> None:
    """What kept him out, and what he wrote against it: nobody is kept out by it any more."""
    own = select(Bar.id).where(Bar.person_id == person_id)
    session.execute(delete(Appeal).where(Appeal.bar_id.in_(own)))
    session.execute(delete(Bar).where(Bar.person_id == person_id))


def _forget_texts(session: Session, person_id: UUID) -> None:
    """Offers, farewells, and updates that are not for everyone, or not yet; their line in the story stays."""
    session.execute(update(Stint).where(Stint.person_id == person_id).values(offer=None, note=None))
    unpublished = Update.author_id == person_id, not_(Update.is_public())
    ids = select(Update.id).where(*unpublished)
    session.execute(update(TimelineEntry).where(TimelineEntry.subject_id.in_(ids)).values(title=None, text=None))
    emptied = {"title": "", "body": "", "body_html": "", "state": "withdrawn", "version": Update.version + 1}
    session.execute(update(Update).where(*unpublished, Update.body != "").values(**emptied))
