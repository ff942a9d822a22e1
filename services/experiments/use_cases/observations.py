"""What participants measure of themselves: entered by themselves, and corrected without losing what stood there."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import Observation, Proeftuin, Stint
from services.experiments.model.measuring import must_have_been_there, value_of
from services.experiments.use_cases.consents import consent_of
from services.experiments.use_cases.indicators import load_experiment, load_indicator
from services.experiments.use_cases.story import load_proeftuin
from shared.actor import Actor
from shared.errors import Conflict, Forbidden, NotFound, Reason
from shared.ids import new_id


def enter_observation(
    session: Session,
    actor: Actor,
    proeftuin_id: UUID,
    experiment_id: UUID,
    *,
    indicator_id: UUID,
    period: str,
    value: str,
) -> Observation:
    """A participant who consented enters one value of his own for one period in which he took part."""
    proeftuin, consent_id = _may_enter(session, actor, proeftuin_id, experiment_id)
    indicator = load_indicator(session, experiment_id, indicator_id)
    meant = indicator.period(period)
    must_have_been_there(_stays(session, actor, proeftuin_id), meant)
    if _present(session, indicator_id, actor.person, meant.first) is not None:
        reason = Reason("entered-already", "You entered this period.", "/period", "Correct what stands there.")
        raise Conflict("entered-already", "You entered a value for this period already.", (reason,))
    observation = Observation(
        id=new_id(),
        proeftuin_id=proeftuin.id,
        experiment_id=experiment_id,
        indicator_id=indicator_id,
        consent_id=consent_id,
        person_id=actor.person,
        period=meant.first,
        value=value_of(value),
        late=meant.first < indicator.next_period,
    )
    session.add(observation)
    session.flush()
    return observation


def correct_observation(
    session: Session, actor: Actor, proeftuin_id: UUID, experiment_id: UUID, observation_id: UUID, *, value: str
) -> Observation:
    """He enters another value in the place of one; the earlier one is kept, and is not counted."""
    proeftuin, consent_id = _may_enter(session, actor, proeftuin_id, experiment_id)
    earlier = _own(session, actor, experiment_id, observation_id)
    if session.scalar(select(Observation.id).where(Observation.corrects == earlier.id)) is not None:
        raise Conflict("corrected-already", "This value was corrected already. Correct the newest one.")
    indicator = load_indicator(session, experiment_id, earlier.indicator_id)
    correction = Observation(
        id=new_id(),
        proeftuin_id=proeftuin.id,
        experiment_id=experiment_id,
        indicator_id=indicator.id,
        consent_id=consent_id,
        person_id=actor.person,
        period=earlier.period,
        value=value_of(value),
        corrects=earlier.id,
        late=earlier.period < indicator.next_period,
    )
    session.add(correction)
    session.flush()
    return correction


def _may_enter(session: Session, actor: Actor, proeftuin_id: UUID, experiment_id: UUID) -> tuple[Proeftuin, UUID]:
    """The proeftuin, locked: so nobody enters while his consent, or his stay, is being ended."""
    proeftuin = load_proeftuin(session, proeftuin_id)
    permissions.must_take_part(actor, proeftuin)
    load_experiment(session, proeftuin, experiment_id)
    proeftuin.must_be_unfinished()
    consent = consent_of(session, experiment_id, actor.person)
    if consent is None:
        raise Forbidden("consent-needed", "Give consent to take part in measuring first; you can withdraw it any time.")
    return proeftuin, consent.id


def _own(session: Session, actor: Actor, experiment_id: UUID, observation_id: UUID) -> Observation:
    found = session.get(Observation, observation_id)
    if found is None or found.experiment_id != experiment_id or found.person_id != actor.person:
        raise NotFound("no-such-observation", "There is no such observation of yours.")
    return found


def _present(session: Session, indicator_id: UUID, person: UUID, first_day: object) -> UUID | None:
    own = Observation.indicator_id == indicator_id, Observation.person_id == person
    return session.scalar(select(Observation.id).where(*own, Observation.period == first_day).limit(1))


def _stays(session: Session, actor: Actor, proeftuin_id: UUID) -> list[Stint]:
    query = select(Stint).where(Stint.proeftuin_id == proeftuin_id, Stint.person_id == actor.person)
    return list(session.scalars(query))
