"""Two revisions of an experiment beside each other: text line by line, indicators by what each of them is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.experiments.model import ExperimentRevision
from services.experiments.queries.inside import get_experiment
from shared.differences import lines_between
from shared.errors import NotFound

TEXTS = ("question", "approach")


def compare_revisions(
    session: Session, proeftuin_id: UUID, experiment_id: UUID, version: int, *, against: int | None
) -> dict[str, Any]:
    """What one revision changed, compared with another one, or else with the one before it."""
    get_experiment(session, proeftuin_id, experiment_id)
    newer = _revision(session, experiment_id, version)
    older = _revision(session, experiment_id, max(version - 1, 1) if against is None else against)
    return {
        "version": newer.version,
        "against": older.version,
        "at": newer.at,
        "texts": [
            {"field": name, "changed": before != after, "lines": list(lines_between(before, after))}
            for name in TEXTS
            for before, after in [(getattr(older, name), getattr(newer, name))]
        ],
        "indicators": list(_compared_indicators(older, newer)),
    }


def _compared_indicators(older: ExperimentRevision, newer: ExperimentRevision) -> Iterator[dict[str, Any]]:
    old, new = _by_identity(older), _by_identity(newer)
    for key in [*old, *(key for key in new if key not in old)]:
        before, after = old.get(key), new.get(key)
        yield {"change": _change(before, after), "before": before, "after": after}


def _change(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> str:
    if before is None or after is None:
        return "added" if before is None else "dropped"
    return "same" if before == after else "renamed"


def _by_identity(revision: ExperimentRevision) -> dict[str, dict[str, Any]]:
    """Revisions of before indicators had an identity know them by name, unit and rhythm only."""
    return {one.get("id") or f"{one['name']}/{one['unit']}/{one['every']}": one for one in revision.indicators}


def _revision(session: Session, experiment_id: UUID, version: int) -> ExperimentRevision:
    found = session.get(ExperimentRevision, (experiment_id, version))
    if found is None:
        raise NotFound("no-such-revision", "There is no such revision of this experiment.")
    return found
