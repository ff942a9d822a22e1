"""What is tried, and what is measured of it."""

from __future__ import annotations

from uuid import UUID

from shared.events import Event, Text, event
from shared.events.experiments.measuring import IndicatorFacts


@event("experiments.experiment.added.v1", subject="proeftuin_id")
class ExperimentAdded(Event):
    """Said when a proeftuin gets an experiment: a question, an approach, and what is measured."""

    proeftuin_id: UUID
    experiment_id: UUID
    question: Text
    approach: Text
    indicators: list[IndicatorFacts] = []


@event("experiments.experiment.revised.v1", subject="proeftuin_id")
class ExperimentRevised(Event):
    """Said when an experiment changes; earlier revisions are kept and shown.

    An indicator that is not among them any more is not measured any more; what was released of it stays.
    """

    proeftuin_id: UUID
    experiment_id: UUID
    revision: int
    question: Text
    approach: Text
    indicators: list[IndicatorFacts] = []
