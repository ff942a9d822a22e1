"""What stands inside a proeftuin: stints, updates, revisions, roles. Outsiders see no people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import (
    Experiment,
    ExperimentRevision,
    HeldPublication,
    Proeftuin,
    Stint,
    Update,
    WinRole,
)
from services.experiments.queries.reading import in_own_time, read_proeftuin, read_whole, stays_of
from services.experiments.queries.whole import werkkring_view
from shared.actor import Actor
from shared.errors import NotFound
from shared.http import Page, page_of


def list_stints(
    session: Session, actor: Actor, proeftuin_id: UUID, *, limit: int, cursor: str | None
) -> Page[dict[str, Any]]:
    """Every stay there ever was, oldest first; moderators see whose, since they decide who may stay."""
    inside = permissions.may_read_workspace(actor, read_proeftuin(session, proeftuin_id))
    query = select(Stint).where(Stint.proeftuin_id == proeftuin_id)
    page = page_of(lambda s: session.scalars(s).all(), query, Stint.id, limit=limit, cursor=cursor, descending=False)
    views = [stint_view(stint, inside or stint.person_id == actor.person_id) for stint in page.items]
    if actor.has("moderator"):
        views = [{**view, "person_id": stint.person_id} for view, stint in zip(views, page.items, strict=True)]
    return Page(views, page.cursor)


def stint_view(stint: Stint, named: bool) -> dict[str, Any]:
    """A stay, with or without whose it is and what was said."""
    open_facts = {name: getattr(stint, name) for name in ("id", "holder", "started_at", "ended_at")}
    return {**open_facts, **{name: getattr(stint, name) if named else None for name in ("person_id", "offer", "note")}}


def list_updates(
    session: Session, actor: Actor, proeftuin_id: UUID, *, kind: str | None, limit: int, cursor: str | None
) -> Page[Update]:
    """What was told and this reader may read, newest first."""
    proeftuin = read_proeftuin(session, proeftuin_id)
    query = select(Update).where(Update.proeftuin_id == proeftuin_id, Update.state == "posted")
    query = query.where(_readable(session, actor, proeftuin))
    if kind:
        query = query.where(Update.kind == kind)
    return page_of(lambda s: session.scalars(s).all(), query, Update.posted_at, Update.id, limit=limit, cursor=cursor)


def list_held_publications(session: Session, actor: Actor, proeftuin_id: UUID) -> Sequence[HeldPublication]:
    """What an editor holds of this proeftuin, and why, for those inside."""
    permissions.must_read_workspace(actor, read_proeftuin(session, proeftuin_id))
    query = select(HeldPublication).where(HeldPublication.proeftuin_id == proeftuin_id, HeldPublication.held)
    return session.scalars(query.order_by(HeldPublication.held_at)).all()


def get_update(session: Session, actor: Actor, proeftuin_id: UUID, update_id: UUID) -> Update:
    """One update. Raises NotFound, also for who may not read it."""
    proeftuin, found = read_proeftuin(session, proeftuin_id), session.get(Update, update_id)
    if found is None or found.proeftuin_id != proeftuin_id:
        raise NotFound("no-such-update", "There is no such update.")
    if not permissions.may_read_update(actor, proeftuin, found, stays_of(session, actor, proeftuin_id)):
        raise NotFound("no-such-update", "There is no such update.")
    return found


def get_experiment(session: Session, proeftuin_id: UUID, experiment_id: UUID) -> Experiment:
    """One experiment as it stands now. Raises NotFound."""
    found = session.get(Experiment, experiment_id)
    if found is None or found.proeftuin_id != proeftuin_id:
        raise NotFound("no-such-experiment", "There is no such experiment.")
    return found


def list_revisions(session: Session, actor: Actor, proeftuin_id: UUID, experiment_id: UUID) -> list[dict[str, Any]]:
    """Every revision of an experiment, oldest first."""
    inside = permissions.may_read_workspace(actor, read_proeftuin(session, proeftuin_id))
    get_experiment(session, proeftuin_id, experiment_id)
    query = select(ExperimentRevision).where(ExperimentRevision.experiment_id == experiment_id)
    columns = ("version", "question", "approach", "indicators", "at")
    return [
        {**{name: getattr(each, name) for name in columns}, "actor_id": each.actor_id if inside else None}
        for each in session.scalars(query.order_by(ExperimentRevision.version))
    ]


def list_linked_werkkringen(session: Session, proeftuin_id: UUID) -> list[dict[str, Any]]:
    """The werkkringen that take part, and those that were asked."""
    return [werkkring_view(link) for link in read_whole(session, proeftuin_id).links]


def list_win_roles(session: Session, actor: Actor, proeftuin_id: UUID) -> list[dict[str, Any]]:
    """WIN's roles, present and past, oldest first."""
    proeftuin = read_proeftuin(session, proeftuin_id)
    inside = permissions.may_read_workspace(actor, proeftuin) or actor.has("steward")
    query = select(WinRole).where(WinRole.proeftuin_id == proeftuin_id).order_by(WinRole.id)
    return [win_role_view(role, inside) for role in session.scalars(query)]


def win_role_view(role: WinRole, named: bool) -> dict[str, Any]:
    """A role, with or without whose it is."""
    facts = {name: getattr(role, name) for name in ("id", "role", "started_at", "ended_at")}
    return {**facts, "person_id": role.person_id if named else None}


def _readable(session: Session, actor: Actor, proeftuin: Proeftuin) -> ColumnElement[bool]:
    """The same sentence as `may_read_update`, for a whole list at once."""
    if permissions.may_read_workspace(actor, proeftuin):
        return true()
    own_time = in_own_time(Update.posted_at, stays_of(session, actor, proeftuin.id))
    return or_(Update.is_readable(), own_time)
