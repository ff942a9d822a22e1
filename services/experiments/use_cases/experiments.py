"""What a proeftuin tries: described by holders or researchers, revised openly."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import Experiment, ExperimentRevision, Proeftuin
from services.experiments.use_cases.composition import watch_composition
from services.experiments.use_cases.indicators import facts_of, follow_indicators, settle_indicators
from services.experiments.use_cases.known import voices_in
from services.experiments.use_cases.story import load_whole, note, tell
from shared.actor import Actor
from shared.errors import NotFound
from shared.events.experiments import ExperimentAdded, ExperimentRevised
from shared.ids import new_id


def add_experiment(session: Session, actor: Actor, proeftuin_id: UUID, **described: Any) -> Experiment:
    """A holder, or a representative of the research group, describes what is tried."""
    proeftuin = load_whole(session, proeftuin_id)
    _must_be_researcher_or_holder(session, actor, proeftuin)
    proeftuin.must_be_unfinished()
    experiment_id = new_id()
    described["indicators"] = settle_indicators(session, experiment_id, described["indicators"])
    experiment = Experiment(id=experiment_id, proeftuin_id=proeftuin.id, version=1, **described)
    proeftuin.experiments.append(experiment)
    session.flush()
    _keep(session, actor, experiment)
    follow_indicators(session, actor, proeftuin, experiment)
    note(session, proeftuin, actor, "experiment.added", subject=experiment.id, text=experiment.question)
    added = ExperimentAdded(
        proeftuin_id=proeftuin.id,
        experiment_id=experiment.id,
        question=experiment.question,
        approach=experiment.approach,
        indicators=facts_of(experiment),
    )
    tell(session, actor, added, *watch_composition(session, proeftuin, actor))
    return experiment


def experiment_to_revise(
    session: Session, actor: Actor, proeftuin_id: UUID, experiment_id: UUID
) -> tuple[Proeftuin, Experiment]:
    """The experiment, locked with its proeftuin, for who may revise it."""
    proeftuin = load_whole(session, proeftuin_id)
    _must_be_researcher_or_holder(session, actor, proeftuin)
    experiment = next((e for e in proeftuin.experiments if e.id == experiment_id), None)
    if experiment is None:
        raise NotFound("no-such-experiment", "There is no such experiment.")
    return proeftuin, experiment


def revise_experiment(
    session: Session, actor: Actor, proeftuin: Proeftuin, experiment: Experiment, **changes: Any
) -> None:
    """Change it openly; it was loaded for change and its version checked. Earlier revisions are kept."""
    proeftuin.must_be_unfinished()
    if "indicators" in changes:
        changes["indicators"] = settle_indicators(session, experiment.id, changes["indicators"])
    if not experiment.revise(changes):
        return
    _keep(session, actor, experiment)
    note(session, proeftuin, actor, "experiment.revised", subject=experiment.id, text=experiment.question)
    follow_indicators(session, actor, proeftuin, experiment)
    revised = ExperimentRevised(
        proeftuin_id=proeftuin.id,
        experiment_id=experiment.id,
        revision=experiment.version,
        question=experiment.question,
        approach=experiment.approach,
        indicators=facts_of(experiment),
    )
    tell(session, actor, revised)


def _must_be_researcher_or_holder(session: Session, actor: Actor, proeftuin: Proeftuin) -> None:
    research = [c.organisation_id for c in proeftuin.commitments if c.accepted and c.part == "research"]
    permissions.must_be_researcher_or_holder(actor, proeftuin, voices_in(session, proeftuin.id, *research))


def _keep(session: Session, actor: Actor, experiment: Experiment) -> None:
    revision = ExperimentRevision(
        experiment_id=experiment.id,
        version=experiment.version,
        question=experiment.question,
        approach=experiment.approach,
        indicators=experiment.indicators,
        actor_id=actor.person_id,
    )
    session.add(revision)
