"""What becomes of any consent, to be measured or for a dataset, when it is withdrawn; and the removal that follows."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import PEOPLE, Consent, Dataset, Experiment, Observation, Proeftuin, Stint, WinRole
from services.experiments.use_cases.known import researchers_of
from services.experiments.use_cases.releasing import take_out
from services.experiments.use_cases.story import load_proeftuin, note, tell
from shared import clock
from shared.actor import SYSTEM, Actor
from shared.errors import NotFound
from shared.events import Event
from shared.events.experiments import ConsentGiven, ConsentWithdrawn, RemovalConfirmed, RemovalOverdue
from shared.ids import new_id
from shared.privacy.erasing import FORMER

AT_ONCE = 100


def give_consent(
    session: Session, proeftuin: Proeftuin, person: UUID, subject: Experiment | Dataset, purpose_id: UUID
) -> list[ConsentGiven]:
    """This person consents, to the subject as it is described now; nothing happens where he does already."""
    if consent_of(session, purpose_id, person) is not None:
        return []
    consent = Consent(
        id=new_id(),
        proeftuin_id=proeftuin.id,
        subject_kind="dataset" if isinstance(subject, Dataset) else "experiment",
        subject_id=subject.id,
        purpose_id=purpose_id,
        person_id=person,
        revision=subject.version,
    )
    session.add(consent)
    return [ConsentGiven(person_id=person, **_about(consent), purpose_id=_named_purpose(consent))]


def withdraw_consent(session: Session, proeftuin: Proeftuin, consent: Consent, named: UUID) -> list[Event]:
    """What he entered to be measured by is deleted, and the cohorts in which he was counted leave the results.

    What a dataset holds of him only the research group can take out.
    """
    confirm_by, revised = consent.withdraw(), []
    if consent.subject_kind == "experiment":
        revised = take_out(session, proeftuin, consent)
        session.execute(delete(Observation).where(Observation.consent_id == consent.id))
    withdrawn = ConsentWithdrawn(
        person_id=named, confirm_by=confirm_by, **_about(consent), purpose_id=_named_purpose(consent)
    )
    return [withdrawn, *revised]


def withdraw_everything(session: Session, person_id: UUID) -> list[Event]:
    """Someone is erased: as if he withdrew everywhere. What is to be said of it names nobody."""
    _lock_all(session, person_id)
    own = Consent.person_id == person_id, Consent.withdrawn_at.is_(None)
    query = select(Consent).where(*own).order_by(Consent.proeftuin_id, Consent.id)
    said: list[Event] = []
    for consent in session.scalars(query).all():
        proeftuin = load_proeftuin(session, consent.proeftuin_id)
        said += withdraw_consent(session, proeftuin, consent, FORMER)
    return said


def confirm_removal(session: Session, actor: Actor, proeftuin_id: UUID, subject_id: UUID, consent_id: UUID) -> Consent:
    """Who speaks for the research group says that it holds nothing of this person any more."""
    proeftuin = load_proeftuin(session, proeftuin_id)
    permissions.must_speak_for_research(actor, researchers_of(session, proeftuin_id, ever=True))
    consent = session.get(Consent, consent_id)
    here = consent is not None and (consent.proeftuin_id, consent.subject_id) == (proeftuin_id, subject_id)
    if consent is None or not here or consent.withdrawn_at is None:
        raise NotFound("no-such-removal", "There is no such removal.")
    consent.confirm(actor.person)
    note(session, proeftuin, actor, "removal.confirmed", subject=subject_id, public=False, as_holder=False)
    tell(session, actor, RemovalConfirmed(consent_id=consent.id, **_about(consent)))
    return consent


def remind_of_removals(session: Session) -> None:
    """A removal that should have been confirmed is told, a day after its last day and every week from then on."""
    late = Consent.remind_on <= clock.today()
    waiting = Proeftuin.id.in_(select(Consent.proeftuin_id).where(late))
    query = select(Proeftuin).where(waiting).options(*PEOPLE).order_by(Proeftuin.id).limit(AT_ONCE)
    for proeftuin in session.scalars(query.with_for_update(of=Proeftuin, skip_locked=True)).all():
        own = select(Consent).where(Consent.proeftuin_id == proeftuin.id, late)
        for consent in session.scalars(own.order_by(Consent.id)).all():
            tell(session, SYSTEM, _remind(session, proeftuin, consent))


def consent_of(session: Session, purpose_id: UUID, person: UUID) -> Consent | None:
    """The consent that this person gives now."""
    query = select(Consent).where(Consent.purpose_id == purpose_id, Consent.person_id == person)
    return session.execute(query.where(Consent.withdrawn_at.is_(None))).scalar_one_or_none()


def _about(consent: Consent) -> dict[str, Any]:
    """What every event of a consent tells: whose it is stands in those that have to say it."""
    return {
        "proeftuin_id": consent.proeftuin_id,
        "subject_kind": consent.subject_kind,
        "subject_id": consent.subject_id,
    }


def _named_purpose(consent: Consent) -> UUID | None:
    """Measuring is an experiment's only purpose, and has no name of its own."""
    return None if consent.subject_kind == "experiment" else consent.purpose_id


def _remind(session: Session, proeftuin: Proeftuin, consent: Consent) -> RemovalOverdue:
    assert consent.confirm_by is not None
    consent.remind()
    note(session, proeftuin, SYSTEM, "removal.overdue", subject=consent.subject_id, public=False)
    return RemovalOverdue(consent_id=consent.id, confirm_by=consent.confirm_by, **_about(consent))


def _lock_all(session: Session, person_id: UUID) -> None:
    """Every proeftuin that an erasure will change, in one order: two of them then never wait for each other."""
    concerned = [select(table.proeftuin_id).where(table.person_id == person_id) for table in (Stint, WinRole, Consent)]
    every = select(Proeftuin.id).where(Proeftuin.id.in_(concerned[0].union(*concerned[1:]))).order_by(Proeftuin.id)
    session.execute(every.with_for_update()).all()
