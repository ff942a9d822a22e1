"""Loading for change, and telling what changed: to everyone as events, to readers as the proeftuin's timeline."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.sql.base import ExecutableOption

from services.experiments import permissions
from services.experiments.model import PEOPLE, WHOLE, Proeftuin, TimelineEntry
from shared import clock
from shared.actor import Actor
from shared.bus.say import say
from shared.events import Event, subject_of


def load_proeftuin(session: Session, proeftuin_id: UUID, *options: ExecutableOption) -> Proeftuin:
    """The proeftuin with its people, locked: whoever changes it or its parts goes one at a time."""
    query = select(Proeftuin).where(Proeftuin.id == proeftuin_id).options(*(options or PEOPLE))
    found = session.execute(query.with_for_update(of=Proeftuin)).scalar_one_or_none()
    return permissions.must_exist(found)


def load_whole(session: Session, proeftuin_id: UUID) -> Proeftuin:
    """The proeftuin with all its parts, locked."""
    return load_proeftuin(session, proeftuin_id, *WHOLE)


def tell(session: Session, by: Actor, *said: Event) -> None:
    """Say these events; subject after subject in sorted order, so that no two transactions wait for each other."""
    session.flush()
    for event in sorted(said, key=subject_of):
        say(session, event, by=by)


def note(
    session: Session,
    proeftuin: Proeftuin,
    by: Actor,
    kind: str,
    *,
    subject: UUID | None = None,
    public: bool = True,
    as_holder: bool | None = None,
    **words: str | None,
) -> None:
    """Write down what happened, with a `title` or `text`. The proeftuin has a new version by it.

    Who holds it acts as its holder, by name, unless told otherwise.
    """
    in_office = permissions.is_holder(by, proeftuin) if as_holder is None else as_holder
    what = {"kind": kind, "subject_id": subject, "public": public, **words}
    who = {"actor_id": by.person_id, "as_holder": in_office}
    session.add(TimelineEntry(proeftuin_id=proeftuin.id, at=clock.now(), **who, **what))
    proeftuin.touch()
    session.flush()
