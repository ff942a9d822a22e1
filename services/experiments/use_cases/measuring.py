"""Consent to be measured: given and withdrawn by oneself, with effect at once."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.use_cases.consents import consent_of, give_consent, withdraw_consent
from services.experiments.use_cases.indicators import load_experiment
from services.experiments.use_cases.story import load_proeftuin, tell
from shared.actor import Actor


def give_measuring_consent(session: Session, actor: Actor, proeftuin_id: UUID, experiment_id: UUID) -> None:
    """A participant lets himself be measured for this experiment, as it stands; doing it again changes nothing."""
    proeftuin = load_proeftuin(session, proeftuin_id)
    permissions.must_take_part(actor, proeftuin)
    experiment = load_experiment(session, proeftuin, experiment_id)
    proeftuin.must_be_unfinished()
    tell(session, actor, *give_consent(session, proeftuin, actor.person, experiment, experiment.id))


def withdraw_measuring_consent(session: Session, actor: Actor, proeftuin_id: UUID, experiment_id: UUID) -> None:
    """Anyone takes his own back, also who has left; nothing happens where there is none."""
    proeftuin = load_proeftuin(session, proeftuin_id)
    load_experiment(session, proeftuin, experiment_id)
    consent = consent_of(session, experiment_id, actor.person)
    if consent is not None:
        tell(session, actor, *withdraw_consent(session, proeftuin, consent, actor.person))
