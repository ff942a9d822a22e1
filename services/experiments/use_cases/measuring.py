"""Consent to be measured: given and withdrawn by oneself, with effect at once; and the removal that follows."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import PEOPLE, Commitment, MeasuringConsent, Observation, Proeftuin, Stint, WinRole
from services.experiments.use_cases.indicators import load_experiment
from services.experiments.use_cases.known import representatives_of
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


def give_measuring_consent(session: Session, actor: Actor, proeftuin_id: UUID, experiment_id: UUID) -> None:
    """A participant lets himself be measured for this experiment, as it stands; doing it again changes nothing."""
    proeftuin = load_proeftuin(session, proeftuin_id)
    permissions.must_take_part(actor, proeftuin)
    experiment = load_experiment(session, proeftuin, experiment_id)
    proeftuin.must_be_unfinished()
    if consent_of(session, experiment_id, actor.person) is not None:
        return
    consent = MeasuringConsent(
        id=new_id(),
        proeftuin_id=proeftuin.id,
        experiment_id=experiment.id,
        person_id=actor.person,
        revision=experiment.version,
    )
    session.add(consent)
    given = ConsentGiven(
        proeftuin_id=proeftuin.id, subject_kind="experiment", subject_id=experiment.id, person_id=actor.person
    )
    tell(session, actor, given)


def withdraw_measuring_consent(session: Session, actor: Actor, proeftuin_id: UUID, experiment_id: UUID) -> None:
    """Anyone takes his own back, also who has left; nothing happens where there is none."""
    proeftuin = load_proeftuin(session, proeftuin_id)
    load_experiment(session, proeftuin, experiment_id)
    consent = consent_of(session, experiment_id, actor.person)
    if consent is not None:
        tell(session, actor, *_withdraw(session, proeftuin, consent, actor.person))


def withdraw_everything(session: Session, person_id: UUID) -> list[Event]:
    """Someone is erased: as if he withdrew everywhere. What is to be said of it names nobody."""
    _lock_all(session, person_id)
    own = MeasuringConsent.person_id == person_id, MeasuringConsent.withdrawn_at.is_(None)
    query = select(MeasuringConsent).where(*own).order_by(MeasuringConsent.proeftuin_id, MeasuringConsent.id)
    said: list[Event] = []
    for consent in session.scalars(query).all():
        proeftuin = load_proeftuin(session, consent.proeftuin_id)
        said += _withdraw(session, proeftuin, consent, FORMER)
    return said


def confirm_removal(
    session: Session, actor: Actor, proeftuin_id: UUID, experiment_id: UUID, consent_id: UUID
) -> MeasuringConsent:
    """Who speaks for the research group says that it holds nothing of this person any more."""
    proeftuin = load_proeftuin(session, proeftuin_id)
    load_experiment(session, proeftuin, experiment_id)
    permissions.must_speak_for_research(actor, _ever_researchers(session, proeftuin_id))
    consent = session.get(MeasuringConsent, consent_id)
    if consent is None or consent.experiment_id != experiment_id or consent.withdrawn_at is None:
        raise NotFound("no-such-removal", "There is no such removal.")
    consent.confirm(actor.person)
    note(session, proeftuin, actor, "removal.confirmed", subject=experiment_id, public=False, as_holder=False)
    confirmed = RemovalConfirmed(
        proeftuin_id=proeftuin.id, subject_kind="experiment", subject_id=experiment_id, consent_id=consent.id
    )
    tell(session, actor, confirmed)
    return consent


def remind_of_removals(session: Session) -> None:
    """A removal that should have been confirmed is told, a day after its last day and every week from then on."""
    late = MeasuringConsent.remind_on <= clock.today()
    waiting = Proeftuin.id.in_(select(MeasuringConsent.proeftuin_id).where(late))
    query = select(Proeftuin).where(waiting).options(*PEOPLE).order_by(Proeftuin.id).limit(AT_ONCE)
    for proeftuin in session.scalars(query.with_for_update(of=Proeftuin, skip_locked=True)).all():
        own = select(MeasuringConsent).where(MeasuringConsent.proeftuin_id == proeftuin.id, late)
        for consent in session.scalars(own.order_by(MeasuringConsent.id)).all():
            tell(session, SYSTEM, _remind(session, proeftuin, consent))


def consent_of(session: Session, experiment_id: UUID, person: UUID) -> MeasuringConsent | None:
    """The consent that this person gives now."""
    own = MeasuringConsent.experiment_id == experiment_id, MeasuringConsent.person_id == person
    query = select(MeasuringConsent).where(*own, MeasuringConsent.withdrawn_at.is_(None))
    return session.execute(query).scalar_one_or_none()


def _withdraw(session: Session, proeftuin: Proeftuin, consent: MeasuringConsent, named: UUID) -> list[Event]:
    """What he entered is deleted, and the cohorts in which he was counted leave the results."""
    confirm_by = consent.withdraw()
    revised = take_out(session, proeftuin, consent)
    session.execute(delete(Observation).where(Observation.consent_id == consent.id))
    withdrawn = ConsentWithdrawn(
        proeftuin_id=proeftuin.id,
        subject_kind="experiment",
        subject_id=consent.experiment_id,
        person_id=named,
        confirm_by=confirm_by,
    )
    return [withdrawn, *revised]


def _remind(session: Session, proeftuin: Proeftuin, consent: MeasuringConsent) -> RemovalOverdue:
    assert consent.confirm_by is not None
    consent.remind()
    note(session, proeftuin, SYSTEM, "removal.overdue", subject=consent.experiment_id, public=False)
    return RemovalOverdue(
        proeftuin_id=proeftuin.id,
        subject_kind="experiment",
        subject_id=consent.experiment_id,
        consent_id=consent.id,
        confirm_by=consent.confirm_by,
    )


def _lock_all(session: Session, person_id: UUID) -> None:
    """Every proeftuin that an erasure will change, in one order: two of them then never wait for each other."""
    concerned = [
        select(table.proeftuin_id).where(table.person_id == person_id) for table in (Stint, WinRole, MeasuringConsent)
    ]
    every = select(Proeftuin.id).where(Proeftuin.id.in_(concerned[0].union(*concerned[1:]))).order_by(Proeftuin.id)
    session.execute(every.with_for_update()).all()


def _ever_researchers(session: Session, proeftuin_id: UUID) -> set[UUID]:
    """Who speaks for a research group that takes part or did: also one that left has something to remove."""
    ever = Commitment.part == "research", Commitment.accepted_at.is_not(None)
    query = select(Commitment.organisation_id).where(Commitment.proeftuin_id == proeftuin_id, *ever)
    return set(representatives_of(session, *session.scalars(query)))
