"""What is tried."""

from __future__ import annotations

from uuid import UUID

from shared.events import Event, Text, event


@event("experiments.experiment.added.v1", subject="proeftuin_id")
class ExperimentAdded(Event):
    """Said when a proeftuin gets an experiment: a question and an approach."""

    proeftuin_id: UUID
    experiment_id: UUID
    question: Text
    approach: Text


@event("experiments.experiment.revised.v1", subject="proeftuin_id")
class ExperimentRevised(Event):
    """Said when question or approach of an experiment changes; earlier revisions are kept and shown."""

    proeftuin_id: UUID
    experiment_id: UUID
    revision: int
    question: Text
    approach: Text
