"""The indicators of an experiment, through its revisions: begun, called something else, ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.experiments.model import Experiment, Indicator, Proeftuin
from services.experiments.model.indicator import settled
from services.experiments.use_cases.story import note
from shared import clock
from shared.actor import Actor
from shared.errors import NotFound
from shared.events.experiments import IndicatorFacts


def settle_indicators(session: Session, experiment_id: UUID, given: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is given, each with the id of the indicator that it is. Raises Invalid for an id that is not measured."""
    return settled(_present(session, experiment_id), given)


def follow_indicators(session: Session, actor: Actor, proeftuin: Proeftuin, experiment: Experiment) -> None:
    """Let the rows follow what the experiment names since its present version, and note each change in the story."""
    wanted = {UUID(one["id"]): one for one in experiment.indicators}
    known = {one.id: one for one in _present(session, experiment.id)}
    revised = experiment.version > 1
    for indicator in known.values():
        if indicator.id not in wanted:
            indicator.end(experiment.version)
            note(session, proeftuin, actor, "indicator.ended", subject=indicator.id, title=indicator.name)
        elif (name := wanted[indicator.id]["name"]) != indicator.name:
            indicator.name = name
            note(session, proeftuin, actor, "indicator.renamed", subject=indicator.id, title=name)
    for indicator_id in wanted.keys() - known.keys():
        session.add(_begun(experiment, indicator_id, wanted[indicator_id]))
        if revised:
            title = wanted[indicator_id]["name"]
            note(session, proeftuin, actor, "indicator.added", subject=indicator_id, title=title)
    session.flush()


def facts_of(experiment: Experiment) -> list[IndicatorFacts]:
    """The indicators as events tell of them."""
    return [
        IndicatorFacts(indicator_id=UUID(one["id"]), measures=one["name"], unit=one["unit"], every=one["every"])
        for one in experiment.indicators
    ]


def load_experiment(session: Session, proeftuin: Proeftuin, experiment_id: UUID) -> Experiment:
    """An experiment of this proeftuin. Raises NotFound."""
    found = session.get(Experiment, experiment_id)
    if found is None or found.proeftuin_id != proeftuin.id:
        raise NotFound("no-such-experiment", "There is no such experiment.")
    return found


def load_indicator(session: Session, experiment_id: UUID, indicator_id: UUID) -> Indicator:
    """One indicator of this experiment, measured now or before. Raises NotFound."""
    found = session.get(Indicator, indicator_id)
    if found is None or found.experiment_id != experiment_id:
        raise NotFound("no-such-indicator", "There is no such indicator.")
    return found


def _present(session: Session, experiment_id: UUID) -> list[Indicator]:
    query = select(Indicator).where(Indicator.experiment_id == experiment_id, Indicator.until.is_(None))
    return list(session.scalars(query.order_by(Indicator.id)))


def _begun(experiment: Experiment, indicator_id: UUID, named: dict[str, Any]) -> Indicator:
    where = {"experiment_id": experiment.id, "proeftuin_id": experiment.proeftuin_id}
    what = {name: named[name] for name in ("name", "unit", "every")}
    since = {"since": clock.now(), "since_version": experiment.version}
    indicator = Indicator(id=indicator_id, **where, **what, **since)
    indicator.begin()
    return indicator
