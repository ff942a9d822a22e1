"""What is tried and how that was revised, and what came of measuring it: aggregates of at least five people only."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from services.experiments.model import Experiment, ExperimentRevision, ResultRelease
from services.experiments.queries.dossier.sources import Telling
from services.experiments.queries.results import result_views

REVISED = ("version", "question", "approach", "indicators", "at")
RESULT = ("indicator_id", "indicator", "unit", "period", "first_day", "last_day", "edition", "n")


def trying_of(telling: Telling) -> dict[str, Any]:
    """Every experiment with its revisions, and its results where a holder opened them."""
    ids = [experiment.id for experiment in telling.proeftuin.experiments]
    revisions: dict[UUID, list[ExperimentRevision]] = defaultdict(list)
    query = select(ExperimentRevision).where(ExperimentRevision.experiment_id.in_(ids))
    for revision in telling.session.scalars(query.order_by(ExperimentRevision.version)):
        revisions[revision.experiment_id].append(revision)
    return {
        "experiments": [_experiment(telling, each, revisions[each.id]) for each in telling.proeftuin.experiments],
    }


def _experiment(telling: Telling, experiment: Experiment, revisions: list[ExperimentRevision]) -> dict[str, Any]:
    return {
        "id": experiment.id,
        "question": experiment.question,
        "approach": experiment.approach,
        "indicators": experiment.indicators,
        "version": experiment.version,
        "revisions": [{name: getattr(each, name) for name in REVISED} for each in revisions],
        "results_open": experiment.results_open,
        "results": _results(telling, experiment) if experiment.results_open else [],
        "source": telling.source("experiment.added", experiment.id),
        "revised": telling.source("experiment.revised", experiment.id),
    }


def _results(telling: Telling, experiment: Experiment) -> list[dict[str, Any]]:
    """By period. To be kept goes without the mean: who withdraws leaves every result, and it could not leave that."""
    query = select(ResultRelease).where(ResultRelease.experiment_id == experiment.id).order_by(ResultRelease.id)
    releases = telling.session.scalars(query.options(selectinload(ResultRelease.parts))).all()
    return [
        {
            **{name: view[name] for name in RESULT},
            **({} if telling.to_keep else {"mean": format(view["mean"], "f")}),
            "source": {"at": view["released_at"], "by": "system", "kind": "results.released", "entry_id": None},
        }
        for view in result_views(telling.session, releases, [None])
    ]
