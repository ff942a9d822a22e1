"""Expected and found value, told by participants for each stakeholder."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import Cycle, Proeftuin, ValueStatement
from services.experiments.model.value import must_have_a_stake
from services.experiments.use_cases.story import load_whole, note, tell
from shared.actor import Actor
from shared.errors import Invalid, Reason
from shared.events.experiments import ValueStated
from shared.ids import new_id


def state_value(session: Session, actor: Actor, proeftuin_id: UUID, **stated: Any) -> ValueStatement:
    """A participant tells which value a stakeholder expects, or found."""
    proeftuin = load_whole(session, proeftuin_id)
    permissions.must_take_part(actor, proeftuin)
    proeftuin.must_be_unfinished()
    _must_be_a_cycle(session, proeftuin, stated["cycle_id"])
    statement, said = state_value_in(session, actor, proeftuin, **stated)
    tell(session, actor, said)
    return statement


def state_value_in(
    session: Session, actor: Actor, proeftuin: Proeftuin, **stated: Any
) -> tuple[ValueStatement, ValueStated]:
    """State it in a proeftuin that was loaded whole and allowed; returns what is to be said of it too."""
    must_have_a_stake(proeftuin, stated["stakeholder"], stated["part_id"])
    statement = ValueStatement(id=new_id(), proeftuin_id=proeftuin.id, author_id=actor.person, **stated)
    session.add(statement)
    note(session, proeftuin, actor, "value.stated", subject=statement.id, text=statement.text)
    return statement, ValueStated(proeftuin_id=proeftuin.id, statement_id=statement.id, **stated)


def _must_be_a_cycle(session: Session, proeftuin: Proeftuin, cycle_id: UUID | None) -> None:
    found = session.get(Cycle, cycle_id) if cycle_id else None
    if cycle_id is not None and (found is None or found.proeftuin_id != proeftuin.id):
        reason = Reason("no-such-cycle", "This proeftuin has no such cycle.", "/cycleId")
        raise Invalid("invalid", "Name a cycle of this proeftuin, or none.", (reason,))
