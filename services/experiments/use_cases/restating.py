"""Saying present facts again, to a listener that lost or never had them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from services.experiments.model import Dataset, Proeftuin, Update
from services.experiments.use_cases.dataset_facts import facts_of
from services.experiments.use_cases.updates import text_of
from shared.bus.restate import say_restated
from shared.events.experiments import DatasetRestated, EndResultRestated, ProeftuinRestated, UpdateRestated

AT_ONCE = 200
FACTS = ("idea_id", "state", "title", "summary", "themes", "municipality", "language", "start_date", "end_date")


def restate(session: Session) -> None:
    """Say the present facts of every proeftuin and of what it delivered, then of every public update."""
    every = select(Proeftuin).options(selectinload(Proeftuin.links)).order_by(Proeftuin.id)
    for proeftuin in session.scalars(every.execution_options(yield_per=AT_ONCE)):
        facts = {name: getattr(proeftuin, name) for name in FACTS}
        linked = [link.werkkring_id for link in proeftuin.links if link.active]
        say_restated(
            session,
            ProeftuinRestated(proeftuin_id=proeftuin.id, werkkring_ids=linked, formed_at=proeftuin.created_at, **facts),
        )
        _restate_end_result(session, proeftuin)
    public = select(Update).where(Update.is_public()).order_by(Update.id)
    for told in session.scalars(public.execution_options(yield_per=AT_ONCE)):
        say_restated(session, UpdateRestated(update_id=told.id, public_since=told.public_since, **text_of(told)))
    published = select(Dataset).where(Dataset.state == "published").order_by(Dataset.id)
    for dataset in session.scalars(published.execution_options(yield_per=AT_ONCE)):
        assert dataset.published_at is not None
        say_restated(session, DatasetRestated(published_at=dataset.published_at, **facts_of(session, dataset)))


def _restate_end_result(session: Session, proeftuin: Proeftuin) -> None:
    delivered, described = proeftuin.delivery, proeftuin.end_result
    if delivered is None or described is None:
        return
    said = EndResultRestated(
        proeftuin_id=proeftuin.id,
        type=described.type,  # type: ignore[arg-type]
        title=delivered.title,
        description=delivered.description,
        url=delivered.url,
        language=proeftuin.language,
        delivered_at=delivered.delivered_at,
    )
    say_restated(session, said)
