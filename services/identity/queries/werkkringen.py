"""Reads of werkkringen and memberships."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.identity import permissions
from services.identity.model import Coordinator, Membership, Werkkring
from shared.actor import Actor
from shared.errors import NotFound
from shared.http import Page, page_of


def list_werkkringen(
    session: Session, actor: Actor, *, municipality: str | None, q: str | None, limit: int, cursor: str | None
) -> Page[dict[str, Any]]:
    """All werkkringen by name, with what the reader is to each of them."""
    query = select(Werkkring)
    if municipality:
        query = query.where(func.lower(Werkkring.municipality) == municipality.lower())
    for word in (q or "").split()[:8]:
        query = query.where(Werkkring.name.icontains(word, autoescape=True))
    keys = (Werkkring.name, Werkkring.id)
    page = page_of(lambda s: session.scalars(s).all(), query, *keys, limit=limit, cursor=cursor, descending=False)
    return Page(_with_people(session, actor, page.items), page.cursor)


def get_werkkring(session: Session, actor: Actor, werkkring_id: UUID) -> dict[str, Any]:
    """One werkkring, with what the reader is to it."""
    werkkring = session.get(Werkkring, werkkring_id)
    if werkkring is None:
        raise NotFound("no-such-werkkring", "There is no such werkkring.")
    return _with_people(session, actor, [werkkring])[0]


def list_memberships(
    session: Session, actor: Actor, werkkring_id: UUID, *, state: str | None, limit: int, cursor: str | None
) -> Page[Membership]:
    """Who belongs to a werkkring or asks to, oldest first: for its coordinators and stewards."""
    werkkring = get_werkkring(session, actor, werkkring_id)
    permissions.must_coordinate(actor, werkkring["coordinator_ids"])
    query = select(Membership).where(Membership.werkkring_id == werkkring_id)
    query = query.where(Membership.state == state) if state else query.where(Membership.state != "ended")
    rows = lambda s: session.scalars(s).all()  # noqa: E731
    return page_of(rows, query, Membership.id, limit=limit, cursor=cursor, descending=False)


def get_membership(session: Session, actor: Actor, membership_id: UUID) -> Membership:
    """One membership, for the member himself and for coordinators and stewards."""
    membership = session.get(Membership, membership_id)
    if membership is None:
        raise NotFound("no-such-membership", "There is no such membership.")
    coordinators = select(Coordinator.person_id).where(Coordinator.werkkring_id == membership.werkkring_id)
    permissions.must_see_membership(actor, membership, session.scalars(coordinators).all())
    return membership


def _with_people(session: Session, actor: Actor, werkkringen: Sequence[Werkkring]) -> list[dict[str, Any]]:
    """The werkkringen with their people, in a fixed number of statements however many there are."""
    ids = [werkkring.id for werkkring in werkkringen]
    active = (Membership.werkkring_id.in_(ids), Membership.state == "active")
    counted = select(Membership.werkkring_id, func.count()).where(*active).group_by(Membership.werkkring_id)
    members = {row[0]: row[1] for row in session.execute(counted)}
    coordinators = _coordinators(session, ids)
    own = _own(session, actor, ids)
    return [
        {
            **{column.key: getattr(werkkring, column.key) for column in Werkkring.__mapper__.column_attrs},
            "members": members.get(werkkring.id, 0),
            "coordinator_ids": coordinators[werkkring.id],
            "membership": own.get(werkkring.id),
        }
        for werkkring in werkkringen
    ]


def _coordinators(session: Session, ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = {one: [] for one in ids}
    query = select(Coordinator.werkkring_id, Coordinator.person_id).where(Coordinator.werkkring_id.in_(ids))
    for row in session.execute(query.order_by(Coordinator.since, Coordinator.person_id)):
        found[row.werkkring_id].append(row.person_id)
    return found


def _own(session: Session, actor: Actor, ids: Sequence[UUID]) -> dict[UUID, Membership]:
    if actor.person_id is None:
        return {}
    query = select(Membership).where(Membership.werkkring_id.in_(ids), Membership.person_id == actor.person_id)
    return {found.werkkring_id: found for found in session.scalars(query.where(Membership.state != "ended"))}
