"""Who is kept out of a proeftuin, and who asks to be let in again: for moderators and stewards, and for himself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from services.experiments import permissions
from services.experiments.model import Appeal, Bar, Proeftuin
from services.experiments.queries.reading import read_proeftuin
from shared.actor import Actor
from shared.errors import NotFound
from shared.http import Page, page_of

APPEAL = ("id", "text", "state", "at", "reason", "decided_at")


def list_bars(session: Session, actor: Actor, proeftuin_id: UUID) -> Sequence[Bar]:
    """Every bar there ever was, oldest first."""
    permissions.must_decide_appeals(actor)
    read_proeftuin(session, proeftuin_id)
    query = select(Bar).where(Bar.proeftuin_id == proeftuin_id).options(selectinload(Bar.appeal))
    return session.scalars(query.order_by(Bar.id)).all()


def get_my_bar(session: Session, actor: Actor, proeftuin_id: UUID) -> Bar:
    """What keeps the actor out, and why. Raises NotFound where nothing does."""
    own = (Bar.proeftuin_id == proeftuin_id, Bar.person_id == actor.person, Bar.lifted_at.is_(None))
    found = session.scalars(select(Bar).where(*own).options(selectinload(Bar.appeal))).one_or_none()
    if found is None:
        raise NotFound("no-such-bar", "You are not barred from this proeftuin.")
    return found


def list_appeals(session: Session, actor: Actor, *, state: str, limit: int, cursor: str | None) -> Page[dict[str, Any]]:
    """Appeals in this state, of every proeftuin, oldest first, with what they are against."""
    permissions.must_decide_appeals(actor)
    query = select(Appeal, Bar, Proeftuin.title).join(Appeal.bar).join(Proeftuin, Proeftuin.id == Bar.proeftuin_id)
    query = query.where(Appeal.state == state)
    page = page_of(lambda s: session.execute(s).all(), query, Appeal.id, limit=limit, cursor=cursor, descending=False)
    return Page([_appeal_view(*row) for row in page.items], page.cursor)


def _appeal_view(appeal: Appeal, bar: Bar, title: str) -> dict[str, Any]:
    against = {"barred_at": bar.barred_at, "barred_by": bar.barred_by, "barred_why": bar.reason}
    whose = {"person_id": bar.person_id, "proeftuin_id": bar.proeftuin_id, "proeftuin_title": title}
    return {**{name: getattr(appeal, name) for name in APPEAL}, **whose, **against}
