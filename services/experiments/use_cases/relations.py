"""Tying proeftuinen together: a holder of either one says how, and a holder of either one takes it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import Proeftuin, Relation
from services.experiments.use_cases.story import load_proeftuin, note, tell
from shared.actor import Actor
from shared.errors import Conflict, Invalid, NotFound, Reason
from shared.events.experiments import RelationMade, RelationRemoved
from shared.ids import new_id


def relate_proeftuin(
    session: Session, actor: Actor, proeftuin_id: UUID, *, other_id: UUID, kind: str, why: str
) -> Relation:
    """This one builds on the other, or they share a question or programme. Each is told once."""
    this, other = load_both(session, proeftuin_id, other_id)
    permissions.must_hold_one_of(actor, this, other)
    if session.scalars(_alike(this.id, other.id, kind)).first() is not None:
        raise Conflict("related-already", "This is said of these two already.")
    made = Relation(id=new_id(), proeftuin_id=this.id, other_id=other.id, kind=kind, note=why, made_by=actor.person)
    session.add(made)
    _note_on_both(session, actor, "relation.made", made, this, other)
    facts = {"relation_id": made.id, "proeftuin_id": this.id, "other_id": other.id}
    tell(session, actor, RelationMade(**facts, kind=kind))  # type: ignore[arg-type]
    return made


def remove_relation(session: Session, actor: Actor, proeftuin_id: UUID, relation_id: UUID) -> None:
    """It is no longer said, on either side."""
    actor.person  # noqa: B018  a visitor is asked to log in before anything else
    ends = session.execute(select(Relation.proeftuin_id, Relation.other_id).where(Relation.id == relation_id)).first()
    if ends is None or proeftuin_id not in ends:
        raise NotFound("no-such-relation", "There is no such relation.")
    this, other = load_both(session, ends.proeftuin_id, ends.other_id)
    permissions.must_hold_one_of(actor, this, other)
    found = session.get(Relation, relation_id)
    if found is None:  # somebody removed it before we held both
        raise NotFound("no-such-relation", "There is no such relation.")
    session.delete(found)
    _note_on_both(session, actor, "relation.removed", found, this, other)
    facts = {"relation_id": relation_id, "proeftuin_id": this.id, "other_id": other.id}
    tell(session, actor, RelationRemoved(**facts))


def load_both(session: Session, proeftuin_id: UUID, other_id: UUID) -> tuple[Proeftuin, Proeftuin]:
    """Both, locked in one order, so that no two transactions wait for each other. Raises Invalid without the other."""
    if proeftuin_id == other_id:
        raise _invalid("itself", "Name another proeftuin than this one.")
    known = set(session.scalars(select(Proeftuin.id).where(Proeftuin.id.in_((proeftuin_id, other_id)))))
    if proeftuin_id in known and other_id not in known:
        raise _invalid("no-such-proeftuin", "There is no such proeftuin.")
    found = {each: load_proeftuin(session, each) for each in sorted((proeftuin_id, other_id))}
    return found[proeftuin_id], found[other_id]


def _alike(this: UUID, other: UUID, kind: str) -> Any:
    """The same said before; whoever builds on the other, the rest holds either way round."""
    forth = and_(Relation.proeftuin_id == this, Relation.other_id == other)
    back = and_(Relation.proeftuin_id == other, Relation.other_id == this)
    return select(Relation.id).where(Relation.kind == kind, forth if kind == "builds-on" else or_(forth, back))


def _note_on_both(
    session: Session, actor: Actor, kind: str, relation: Relation, this: Proeftuin, other: Proeftuin
) -> None:
    for proeftuin, told in ((this, other), (other, this)):
        note(session, proeftuin, actor, kind, subject=relation.id, title=told.title)


def _invalid(code: str, message: str) -> Invalid:
    return Invalid("invalid", message, (Reason(code, message, "/proeftuinId"),))
