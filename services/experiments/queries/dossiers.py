"""The dossier: what convinces others, each fact with its date and its source; as it is now, or as it was frozen.

People are counted, never named, and what is told is public. A further part is a function in `PARTS`, and a shape in
`schemas/dossier`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload, undefer

from services.experiments.model import DossierVersion, Experiment, ResultRelease, Update
from services.experiments.model.dossier import FORMAT
from services.experiments.queries.datasets import list_datasets
from services.experiments.queries.dossier.account import account_of_proeftuin
from services.experiments.queries.dossier.composition import composition_of
from services.experiments.queries.dossier.gathering import gathering_of
from services.experiments.queries.dossier.learning import learning_of, proof_of
from services.experiments.queries.dossier.sources import Telling
from services.experiments.queries.dossier.trying import trying_of
from services.experiments.queries.reading import read_proeftuin, read_whole
from services.experiments.queries.results import result_views
from shared import clock
from shared.actor import VISITOR
from shared.errors import NotFound
from shared.http import Page, page_of

PARTS: tuple[Callable[[Telling], dict[str, Any]], ...] = (
    composition_of,
    trying_of,
    gathering_of,
    learning_of,
    account_of_proeftuin,
)


def get_dossier(
    session: Session, proeftuin_id: UUID, *, origin: str, frozen: DossierVersion | None = None
) -> dict[str, Any]:
    """The dossier as it is now; to be `frozen`, without what somebody may take back later."""
    telling = Telling(session, read_whole(session, proeftuin_id), origin, to_keep=frozen is not None)
    told: dict[str, Any] = {
        "format": FORMAT,
        "as_of": frozen.frozen_at if frozen else clock.now(),
        "version": frozen.number if frozen else None,
        "address": telling.address(frozen.number if frozen else None),
        "story": telling.story_address,
    }
    told["citation"] = _citation(
        telling.proeftuin.title, **{name: told[name] for name in ("address", "as_of", "version")}
    )
    for part in PARTS:
        told |= part(telling)
    return told


def list_dossier_versions(
    session: Session, proeftuin_id: UUID, *, limit: int, cursor: str | None
) -> Page[DossierVersion]:
    """Every frozen version, newest first."""
    read_proeftuin(session, proeftuin_id)
    query = select(DossierVersion).where(DossierVersion.proeftuin_id == proeftuin_id)
    return page_of(lambda s: session.scalars(s).all(), query, DossierVersion.number, limit=limit, cursor=cursor)


def get_dossier_version(session: Session, proeftuin_id: UUID, number: int) -> DossierVersion:
    """One frozen version with its bytes. Raises NotFound."""
    found = session.get(DossierVersion, (proeftuin_id, number), options=[undefer(DossierVersion.body)])
    if found is None:
        raise NotFound("no-such-version", "This dossier has no such version.")
    return found


def words_now(session: Session, proeftuin_id: UUID) -> dict[str, Any]:
    """What readers may read of its updates and results at this moment, for who shows a dossier to people."""
    query = select(Update).where(Update.proeftuin_id == proeftuin_id, Update.is_readable())
    updates = {str(update.id): _words(update) for update in session.scalars(query)}
    opened = select(Experiment.id).where(
        Experiment.proeftuin_id == proeftuin_id, Experiment.results_opened_at.is_not(None)
    )
    known = list_datasets(session, VISITOR, proeftuin_id)
    datasets = {str(view["id"]): view["title"] for view in known}
    return {"updates": updates, "datasets": datasets, "results": _means(session, session.scalars(opened).all())}


def _citation(title: str, *, address: str, as_of: datetime, version: int | None) -> dict[str, str]:
    """A proposal, for who refers to it; the day is that in Amsterdam."""
    on = as_of.astimezone(clock.AMSTERDAM).date().isoformat()
    nl = f"geraadpleegd op {on}" if version is None else f"versie {version}, vastgelegd op {on}"
    en = f"consulted on {on}" if version is None else f"version {version}, frozen on {on}"
    words = {"nl": f"Dossier van de proeftuin “{title}”, {nl}", "en": f"Dossier of the proeftuin “{title}”, {en}"}
    return {language: f"{text}. Werken In Netwerken. {address}" for language, text in words.items()}


def _words(update: Update) -> dict[str, Any]:
    return {
        "title": update.title,
        "html": update.body_html,
        "language": update.language,
        "proof": proof_of(update),
        "author_id": update.author_id if update.credited else None,
    }


def _means(session: Session, experiments: Collection[UUID]) -> dict[tuple[str, str], dict[str, Any]]:
    query = select(ResultRelease).where(ResultRelease.experiment_id.in_(experiments))
    releases = session.scalars(query.options(selectinload(ResultRelease.parts))).all()
    return {(str(view["indicator_id"]), view["period"]): view for view in result_views(session, releases, [None])}
