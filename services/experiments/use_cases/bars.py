"""Keeping someone out of a proeftuin, and letting him in again: with reasons, by moderators, effective at once."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, selectinload

from services.experiments import permissions
from services.experiments.model import Appeal, Bar, Proeftuin
from services.experiments.use_cases.leaving import end_roles, end_stay
from services.experiments.use_cases.story import load_whole, tell
from shared import clock
from shared.actor import SYSTEM, Actor
from shared.errors import Conflict, Forbidden, NotFound, Reason
from shared.events import Event
from shared.events.experiments import AppealDecided, BarImposed, BarLifted
from shared.ids import new_id

KEPT = timedelta(days=730)
AT_ONCE = 500


def bar_person(session: Session, actor: Actor, proeftuin_id: UUID, person_id: UUID, *, reason: str) -> Bar:
    """A moderator keeps someone out: his stay and his roles end at once. The same again changes nothing."""
    permissions.must_be_moderator(actor)
    proeftuin = load_whole(session, proeftuin_id)
    present = bar_in_force(session, proeftuin_id, person_id)
    if present is not None and present.reason == reason:
        return present
    if present is not None:
        raise Conflict("barred-already", "This person is barred already, for another reason.")
    bar = Bar(id=new_id(), proeftuin_id=proeftuin_id, person_id=person_id, reason=reason, barred_by=actor.person)
    bar.appeal = None
    session.add(bar)
    session.flush()
    said = BarImposed(bar_id=bar.id, proeftuin_id=proeftuin_id, person_id=person_id)
    tell(session, actor, said, *_put_out(session, proeftuin, person_id))
    return bar


def lift_bar(session: Session, actor: Actor, proeftuin_id: UUID, person_id: UUID) -> None:
    """A moderator lets him in again; an appeal that waits is granted by it."""
    permissions.must_be_moderator(actor)
    load_whole(session, proeftuin_id)
    bar = bar_in_force(session, proeftuin_id, person_id)
    if bar is None:
        raise NotFound("no-such-bar", "This person is not barred from the proeftuin.")
    permissions.must_not_be_barred_by(actor, bar)
    waiting = bar.appeal if bar.appeal is not None and bar.appeal.state == "lodged" else None
    if waiting is not None:
        waiting.close("granted", actor.person, None)
    tell(session, actor, *lifted(bar, actor, waiting))


def lifted(bar: Bar, by: Actor, granted: Appeal | None) -> list[Event]:
    """Lift it; what is to be said of that, and of the appeal that it grants."""
    bar.lift(by.person)
    facts = {"proeftuin_id": bar.proeftuin_id, "person_id": bar.person_id}
    if granted is None:
        return [BarLifted(bar_id=bar.id, **facts)]
    return [BarLifted(bar_id=bar.id, **facts), AppealDecided(appeal_id=granted.id, outcome="granted", **facts)]


def forget_bars(session: Session) -> None:
    """Bars that were lifted two years ago, and the appeals against them."""
    over = select(Bar.id).where(Bar.lifted_at < clock.now() - KEPT).order_by(Bar.id).limit(AT_ONCE)
    ids = session.scalars(over).all()
    session.execute(delete(Appeal).where(Appeal.bar_id.in_(ids)))
    session.execute(delete(Bar).where(Bar.id.in_(ids)))


def bar_in_force(session: Session, proeftuin_id: UUID, person_id: UUID) -> Bar | None:
    """The bar that keeps this person out now, with its appeal."""
    own = (Bar.proeftuin_id == proeftuin_id, Bar.person_id == person_id, Bar.lifted_at.is_(None))
    return session.scalars(select(Bar).where(*own).options(selectinload(Bar.appeal))).one_or_none()


def must_not_be_barred(session: Session, proeftuin_id: UUID, person_id: UUID) -> None:
    """Raises Forbidden with the moderator's reason; only the person himself may be told that."""
    bar = bar_in_force(session, proeftuin_id, person_id)
    if bar is not None:
        reason = Reason("barred", bar.reason, how="You can appeal once: another moderator decides.")
        raise Forbidden("barred", "A moderator decided that you may not take part in this proeftuin.", (reason,))


def _put_out(session: Session, proeftuin: Proeftuin, person_id: UUID) -> list[Event]:
    said = end_roles(session, proeftuin, person_id, by=SYSTEM)
    stint = proeftuin.stint_of(person_id)
    return said if stint is None else [*said, *end_stay(session, proeftuin, stint, by=SYSTEM)]
