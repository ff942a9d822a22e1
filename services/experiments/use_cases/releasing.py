"""Releasing results: once for each period, when its days of grace are over, over whole cohorts only; and taking out.

A holder decides whether everyone may see them. Nothing is ever reckoned anew from what people entered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased, selectinload

from services.experiments import permissions
from services.experiments.model import (
    PEOPLE,
    AffectedGroup,
    Belonging,
    Cohort,
    CohortMember,
    Consent,
    Experiment,
    Indicator,
    Observation,
    Proeftuin,
    ResultPart,
    ResultRelease,
)
from services.experiments.model.cohorts import LEAST, counted
from services.experiments.use_cases.indicators import load_experiment
from services.experiments.use_cases.story import load_proeftuin, note, tell
from shared import clock
from shared.actor import SYSTEM, Actor
from shared.events import Event
from shared.events.experiments import ResultsOpened, ResultsReleased, ResultsRevised
from shared.ids import new_id

AT_ONCE = 50
CATCH_UP = 40
"""How many periods of one indicator are released in one round; after days off the next rounds do the rest."""
FINAL = ("completed", "stopped")


def open_results(session: Session, actor: Actor, proeftuin_id: UUID, experiment_id: UUID) -> Experiment:
    """A holder lets everyone see what is released, now and later. It cannot be undone: what was seen was seen."""
    proeftuin = load_proeftuin(session, proeftuin_id)
    permissions.must_be_holder(actor, proeftuin)
    experiment = load_experiment(session, proeftuin, experiment_id)
    if not experiment.results_open:
        experiment.results_opened_at = clock.now()
        note(session, proeftuin, actor, "results.opened", subject=experiment.id)
        tell(session, actor, ResultsOpened(proeftuin_id=proeftuin.id, experiment_id=experiment.id))
    return experiment


def release_results(session: Session) -> None:
    """Every period whose days of grace are over gets its result, or none where fewer than five can be counted."""
    waiting = select(Indicator.proeftuin_id).where(Indicator.due_on <= clock.today())
    query = select(Proeftuin).where(Proeftuin.id.in_(waiting)).options(*PEOPLE).order_by(Proeftuin.id).limit(AT_ONCE)
    for proeftuin in session.scalars(query.with_for_update(of=Proeftuin, skip_locked=True)).all():
        own = Indicator.proeftuin_id == proeftuin.id, Indicator.due_on <= clock.today()
        said: list[Event] = []
        for indicator in session.scalars(select(Indicator).where(*own).order_by(Indicator.id)).all():
            said += _release_what_is_over(session, proeftuin, indicator)
        tell(session, SYSTEM, *said)


def take_out(session: Session, proeftuin: Proeftuin, consent: Consent) -> list[Event]:
    """Every cohort in which this person was counted for the experiment leaves all its results, and is dissolved."""
    own = CohortMember.person_id == consent.person_id, Indicator.experiment_id == consent.subject_id
    query = select(Cohort).join(Cohort.members).join(Indicator, Indicator.id == Cohort.indicator_id).where(*own)
    cohorts = {cohort.id: cohort for cohort in session.scalars(query)}
    for cohort in cohorts.values():
        cohort.dissolve()
    parts = select(ResultPart).where(ResultPart.cohort_id.in_(cohorts))
    changed = {part.release_id for part in session.scalars(parts)}
    for part in session.scalars(parts):
        session.delete(part)
    releases = select(ResultRelease).where(ResultRelease.id.in_(changed)).order_by(ResultRelease.first_day)
    revised = list(session.scalars(releases))
    for release in revised:
        release.revise()
    session.flush()
    return _tell_of_revised(session, proeftuin, revised)


def _release_what_is_over(session: Session, proeftuin: Proeftuin, indicator: Indicator) -> list[Event]:
    said: list[Event] = []
    for _ in range(CATCH_UP):
        if not indicator.due:
            break
        said += _release(session, proeftuin, indicator)
    return said


def _release(session: Session, proeftuin: Proeftuin, indicator: Indicator) -> list[Event]:
    period, values = indicator.upcoming, _values(session, indicator)
    if proeftuin.state in FINAL and not values and not _entered_later(session, indicator):
        indicator.rest()
        return []
    indicator.released()
    release = ResultRelease(
        id=new_id(),
        proeftuin_id=proeftuin.id,
        experiment_id=indicator.experiment_id,
        indicator_id=indicator.id,
        period=period.name,
        first_day=period.first,
        last_day=period.last,
    )
    release.parts = _parts(release, _cohorts_for(session, proeftuin, indicator, values), values)
    if not release.parts:
        return []
    session.add(release)
    note(session, proeftuin, SYSTEM, "results.released", subject=indicator.id, title=indicator.name, text=period.name)
    return [_released(release)]


def _cohorts_for(
    session: Session, proeftuin: Proeftuin, indicator: Indicator, values: dict[UUID, Decimal]
) -> list[Cohort]:
    every = select(Cohort).join(Indicator, Indicator.id == Cohort.indicator_id)
    every = every.where(Indicator.proeftuin_id == proeftuin.id).options(selectinload(Cohort.members))
    known = session.scalars(every.order_by(Cohort.id)).all()
    entered = _with_groups(session, proeftuin.id, values)
    consenting = select(Consent.person_id).where(
        Consent.purpose_id == indicator.experiment_id, Consent.withdrawn_at.is_(None)
    )
    able = set(session.scalars(consenting)) & {stint.person_id for stint in proeftuin.participants}
    complete, formed = counted(indicator.id, known, entered, able)
    session.add_all(formed)
    session.flush()
    return [*complete, *formed]


def _parts(release: ResultRelease, cohorts: Sequence[Cohort], values: dict[UUID, Decimal]) -> list[ResultPart]:
    parts = []
    for cohort in cohorts:
        own = [values[person] for person in cohort.people]
        assert len(own) >= LEAST, "nobody is counted in a group of fewer than five"
        total = sum(own, Decimal())
        parts.append(
            ResultPart(
                release_id=release.id, cohort_id=cohort.id, group_ids=cohort.group_ids, people=len(own), total=total
            )
        )
    return parts


def _values(session: Session, indicator: Indicator) -> dict[UUID, Decimal]:
    """What stands for the next period: of each person the newest, which nothing corrects."""
    newer = aliased(Observation)
    query = select(Observation.person_id, Observation.value).outerjoin(newer, newer.corrects == Observation.id)
    here = Observation.indicator_id == indicator.id, Observation.period == indicator.upcoming.first
    return {row.person_id: row.value for row in session.execute(query.where(*here, newer.id.is_(None)))}


def _entered_later(session: Session, indicator: Indicator) -> bool:
    later = Observation.indicator_id == indicator.id, Observation.period >= indicator.next_period
    return session.scalar(select(Observation.id).where(*later).limit(1)) is not None


def _with_groups(session: Session, proeftuin_id: UUID, people: Collection[UUID]) -> dict[UUID, frozenset[UUID]]:
    """Each of these people with the affected groups to which he says he belongs."""
    groups: dict[UUID, set[UUID]] = defaultdict(set)
    query = select(Belonging.person_id, Belonging.group_id).join(AffectedGroup, AffectedGroup.id == Belonging.group_id)
    for row in session.execute(query.where(AffectedGroup.proeftuin_id == proeftuin_id, Belonging.ended_at.is_(None))):
        groups[row.person_id].add(row.group_id)
    return {person: frozenset(groups[person]) for person in people}


def _released(release: ResultRelease) -> ResultsReleased:
    return ResultsReleased(
        proeftuin_id=release.proeftuin_id,
        experiment_id=release.experiment_id,
        indicator_id=release.indicator_id,
        period=release.period,
        first_day=release.first_day,
        last_day=release.last_day,
        people=sum(part.people for part in release.parts),
    )


def _tell_of_revised(session: Session, proeftuin: Proeftuin, revised: Sequence[ResultRelease]) -> list[Event]:
    said: list[Event] = []
    indicators = {release.indicator_id for release in revised}
    for indicator in session.scalars(select(Indicator).where(Indicator.id.in_(indicators)).order_by(Indicator.id)):
        periods = [release.period for release in revised if release.indicator_id == indicator.id]
        note(session, proeftuin, SYSTEM, "results.revised", subject=indicator.id, title=indicator.name)
        said += [
            ResultsRevised(
                proeftuin_id=proeftuin.id,
                experiment_id=indicator.experiment_id,
                indicator_id=indicator.id,
                periods=periods[at : at + 500],
            )
            for at in range(0, len(periods), 500)
        ]
    return said
