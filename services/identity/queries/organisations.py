"""Reads of organisations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.identity.model import Organisation, Representation
from shared.actor import Actor
from shared.errors import NotFound
from shared.http import Page, page_of


def list_organisations(
    session: Session,
    actor: Actor,
    *,
    kind: str | None,
    verified: bool | None,
    mine: bool,
    q: str | None,
    limit: int,
    cursor: str | None,
) -> Page[dict[str, Any]]:
    """All organisations by name; with `mine` those the reader may speak for."""
    query = select(Organisation)
    if kind:
        query = query.where(Organisation.kind == kind)
    if verified is not None:
        query = query.where(Organisation.verified_at.is_not(None) if verified else Organisation.verified_at.is_(None))
    if mine:
        spoken_for = select(Representation.organisation_id).where(Representation.person_id == actor.person)
        query = query.where(Organisation.id.in_(spoken_for))
    for word in (q or "").split()[:8]:
        query = query.where(Organisation.name.icontains(word, autoescape=True))
    keys = (Organisation.name, Organisation.id)
    page = page_of(lambda s: session.scalars(s).all(), query, *keys, limit=limit, cursor=cursor, descending=False)
    return Page(_with_representatives(session, actor, page.items), page.cursor)


def get_organisation(session: Session, actor: Actor, organisation_id: UUID) -> dict[str, Any]:
    """One organisation."""
    organisation = session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFound("no-such-organisation", "There is no such organisation.")
    return _with_representatives(session, actor, [organisation])[0]


def _with_representatives(
    session: Session, actor: Actor, organisations: Sequence[Organisation]
) -> list[dict[str, Any]]:
    """The organisations as this reader sees them: who speaks for one is shown to those people and to stewards."""
    ids = [organisation.id for organisation in organisations]
    found: dict[UUID, list[UUID]] = {one: [] for one in ids}
    query = select(Representation.organisation_id, Representation.person_id).where(
        Representation.organisation_id.in_(ids)
    )
    for row in session.execute(query.order_by(Representation.since, Representation.person_id)):
        found[row.organisation_id].append(row.person_id)
    return [_shown(actor, organisation, found[organisation.id]) for organisation in organisations]


def _shown(actor: Actor, organisation: Organisation, representatives: list[UUID]) -> dict[str, Any]:
    mine = actor.person_id in representatives
    return {
        **{column.key: getattr(organisation, column.key) for column in Organisation.__mapper__.column_attrs},
        "verified": organisation.verified,
        "mine": mine,
        "representative_ids": representatives if mine or actor.has("steward") else [],
    }
