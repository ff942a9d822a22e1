"""Reading what is one's own in measuring, what is measured, and which removals the research group has to confirm."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from services.experiments import permissions
from services.experiments.model import (
    Commitment,
    Consent,
    ExperimentRevision,
    Indicator,
    Observation,
    Representation,
)
from services.experiments.model.bar import barred_from
from services.experiments.model.periods import period_on
from services.experiments.queries.inside import get_experiment
from shared.actor import Actor
from shared.http import Page, page_of

OWN = ("id", "indicator_id", "value", "at", "corrects", "late")


def list_indicators(session: Session, proeftuin_id: UUID, experiment_id: UUID) -> list[dict[str, Any]]:
    """Everything that the experiment measures or measured, oldest first, with the names it had before."""
    get_experiment(session, proeftuin_id, experiment_id)
    names = _names(session, experiment_id)
    query = select(Indicator).where(Indicator.experiment_id == experiment_id).order_by(Indicator.id)
    return [_indicator_view(indicator, names.get(str(indicator.id), [])) for indicator in session.scalars(query)]


def get_my_measuring_consent(session: Session, actor: Actor, proeftuin_id: UUID, experiment_id: UUID) -> dict[str, Any]:
    """Whether one takes part in measuring, since when, and until when one did."""
    get_experiment(session, proeftuin_id, experiment_id)
    own = Consent.subject_id == experiment_id, Consent.person_id == actor.person
    newest = select(Consent).where(*own).order_by(Consent.id.desc()).limit(1)
    found = session.execute(newest).scalar_one_or_none()
    columns = ("revision", "given_at", "withdrawn_at", "confirm_by", "confirmed_at")
    given = found is not None and found.withdrawn_at is None
    return {"given": given, **{name: getattr(found, name, None) for name in columns}}


def list_my_observations(
    session: Session, actor: Actor, proeftuin_id: UUID, experiment_id: UUID, *, limit: int, cursor: str | None
) -> Page[dict[str, Any]]:
    """One's own entries, newest first, also after leaving; what was corrected stays to be seen."""
    get_experiment(session, proeftuin_id, experiment_id)
    own = Observation.experiment_id == experiment_id, Observation.person_id == actor.person
    query = select(Observation).where(*own)
    page = page_of(lambda s: session.scalars(s).all(), query, Observation.id, limit=limit, cursor=cursor)
    return Page(views(session, page.items), page.cursor)


def views(session: Session, observations: Iterable[Observation]) -> list[dict[str, Any]]:
    """Observations as their owner sees them: with the indicator's name and unit, and what corrected them."""
    chosen = list(observations)
    indicators = {one.id: one for one in _indicators(session, {each.indicator_id for each in chosen})}
    newer = aliased(Observation)
    by = select(newer.corrects, newer.id).where(newer.corrects.in_([each.id for each in chosen]))
    corrected = {row.corrects: row.id for row in session.execute(by)}
    return [_own_view(each, indicators[each.indicator_id], corrected.get(each.id)) for each in chosen]


def list_removals(session: Session, actor: Actor, proeftuin_id: UUID, experiment_id: UUID) -> list[dict[str, Any]]:
    """What was withdrawn, oldest first: for who speaks for a research group that takes part, or did."""
    get_experiment(session, proeftuin_id, experiment_id)
    permissions.must_speak_for_research(actor, researchers_of(session, proeftuin_id, ever=True))
    withdrawn = Consent.subject_id == experiment_id, Consent.withdrawn_at.is_not(None)
    query = select(Consent).where(*withdrawn).order_by(Consent.withdrawn_at, Consent.id)
    return [removal_view(consent) for consent in session.scalars(query)]


def removal_view(consent: Consent) -> dict[str, Any]:
    """A removal as the research group sees it: whose, until when, and whether it was confirmed."""
    columns = ("id", "person_id", "withdrawn_at", "confirm_by", "confirmed_at", "overdue")
    return {name: getattr(consent, name) for name in columns}


def researchers_of(session: Session, proeftuin_id: UUID, *, ever: bool = False) -> set[UUID]:
    """Who speaks for its research group now and is not barred; with `ever`, who is to confirm removals: also for one
    that took part before, and barred or not."""
    state = Commitment.accepted_at.is_not(None) if ever else Commitment.state == "accepted"
    groups = select(Commitment.organisation_id).where(
        Commitment.proeftuin_id == proeftuin_id, Commitment.part == "research", state
    )
    query = select(Representation.person_id).where(Representation.organisation_id.in_(groups), Representation.active)
    return set(
        session.scalars(query if ever else query.where(Representation.person_id.not_in(barred_from(proeftuin_id))))
    )


def _indicators(session: Session, ids: Iterable[UUID]) -> list[Indicator]:
    return list(session.scalars(select(Indicator).where(Indicator.id.in_(list(ids)))))


def _own_view(observation: Observation, indicator: Indicator, corrected_by: UUID | None) -> dict[str, Any]:
    period = period_on(indicator.every, observation.period, indicator.began)
    facts = {name: getattr(observation, name) for name in OWN}
    named = {"indicator": indicator.name, "unit": indicator.unit, "period": period.name}
    return {**facts, **named, "corrected_by": corrected_by}


def _indicator_view(indicator: Indicator, names: list[dict[str, Any]]) -> dict[str, Any]:
    columns = ("id", "name", "unit", "every", "since", "since_version", "until", "until_version")
    facts = {name: getattr(indicator, name) for name in columns}
    return {**facts, "open_periods": [period.name for period in indicator.open_periods], "names": names}


def _names(session: Session, experiment_id: UUID) -> dict[str, list[dict[str, Any]]]:
    """By indicator, every name it had, and since when, as the revisions tell."""
    query = select(ExperimentRevision).where(ExperimentRevision.experiment_id == experiment_id)
    found: dict[str, list[dict[str, Any]]] = {}
    for revision in session.scalars(query.order_by(ExperimentRevision.version)):
        for one in revision.indicators:
            known = found.setdefault(one.get("id", ""), [])
            if not known or known[-1]["name"] != one["name"]:
                known.append({"name": one["name"], "since": revision.at, "version": revision.version})
    return found
