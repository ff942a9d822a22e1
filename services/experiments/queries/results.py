"""Reading results: whole periods as they were released, over whole cohorts. No query reckons over anything else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, selectinload

from services.experiments import permissions
from services.experiments.model import AffectedGroup, Indicator, ResultPart, ResultRelease
from services.experiments.model.results import summed
from services.experiments.queries.inside import get_experiment
from services.experiments.queries.measuring import researchers_of
from services.experiments.queries.reading import read_proeftuin, stays_of
from shared import clock
from shared.actor import Actor
from shared.errors import Forbidden
from shared.http import Page, page_of

RELEASED = ("indicator_id", "period", "first_day", "last_day", "edition", "released_at", "revised_at")


def list_results(
    session: Session,
    actor: Actor,
    proeftuin_id: UUID,
    experiment_id: UUID,
    *,
    indicator: UUID | None,
    first: date | None,
    last: date | None,
    group: UUID | None,
    limit: int,
    cursor: str | None,
) -> Page[dict[str, Any]]:
    """Results in the order in which they were released: of everyone, or of the cohorts that belong to one group."""
    query = _readable(session, actor, proeftuin_id, experiment_id).where(*_chosen(indicator, first, last))
    page = page_of(
        lambda s: session.scalars(s).all(), query, ResultRelease.id, limit=limit, cursor=cursor, descending=False
    )
    return Page(result_views(session, page.items, [group]), page.cursor)


def every_result(session: Session, actor: Actor, proeftuin_id: UUID, experiment_id: UUID) -> list[dict[str, Any]]:
    """All of them at once, for everyone and for each group, to be kept as a file."""
    query = _readable(session, actor, proeftuin_id, experiment_id).order_by(ResultRelease.id)
    named = select(AffectedGroup.id, AffectedGroup.name).where(AffectedGroup.proeftuin_id == proeftuin_id)
    groups = {row.id: row.name for row in session.execute(named.order_by(AffectedGroup.id))}
    views = result_views(session, session.scalars(query).all(), [None, *groups])
    return [{**view, "group_name": groups.get(view["group_id"])} for view in views]


def result_views(
    session: Session, releases: Sequence[ResultRelease], groups: Sequence[UUID | None]
) -> list[dict[str, Any]]:
    """Each release for each of these groups, None being everyone; those without anybody are left out."""
    ids = {release.indicator_id for release in releases}
    indicators = {one.id: one for one in session.scalars(select(Indicator).where(Indicator.id.in_(ids)))}
    found = []
    for release in releases:
        indicator = indicators[release.indicator_id]
        for group in groups:
            people, mean = summed(_of_group(release, group))
            if people:
                facts = {name: getattr(release, name) for name in RELEASED}
                named = {"indicator": indicator.name, "unit": indicator.unit, "every": indicator.every}
                found.append({**facts, **named, "group_id": group, "n": people, "mean": mean})
    return found


def _of_group(release: ResultRelease, group: UUID | None) -> list[ResultPart]:
    return [part for part in release.parts if group is None or str(group) in part.group_ids]


def _readable(session: Session, actor: Actor, proeftuin_id: UUID, experiment_id: UUID) -> Select[ResultRelease]:
    """What this reader may see; who has left, what began before that. Raises Forbidden where it is nothing."""
    proeftuin = read_proeftuin(session, proeftuin_id)
    experiment = get_experiment(session, proeftuin_id, experiment_id)
    researchers, stays = researchers_of(session, proeftuin_id), stays_of(session, actor, proeftuin_id)
    if not permissions.may_read_results(actor, proeftuin, experiment, researchers, stays):
        raise Forbidden("results-not-open", "These results are for participants. A holder can open them to everyone.")
    told = select(ResultPart.release_id).where(ResultPart.release_id == ResultRelease.id).exists()
    query = select(ResultRelease).where(ResultRelease.experiment_id == experiment_id, told)
    query = query.options(selectinload(ResultRelease.parts))
    inside = experiment.results_open or permissions.may_read_workspace(actor, proeftuin)
    if inside or actor.person_id in researchers:
        return query
    left = max(stay.ended_at.astimezone(clock.AMSTERDAM).date() for stay in stays if stay.ended_at is not None)
    return query.where(ResultRelease.first_day <= left)


def _chosen(indicator: UUID | None, first: date | None, last: date | None) -> Iterator[ColumnElement[bool]]:
    """Only whole periods are chosen: one that began before `first`, or goes on after `last`, is left out."""
    if indicator is not None:
        yield ResultRelease.indicator_id == indicator
    if first is not None:
        yield ResultRelease.first_day >= first
    if last is not None:
        yield ResultRelease.last_day <= last
