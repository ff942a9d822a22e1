"""Following an arrow of the table: the state changes, the story has a line more, and everyone is told."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.experiments.model import Proeftuin
from services.experiments.model.course import Transition, follow
from services.experiments.model.proeftuin import JOINABLE
from services.experiments.model.rule import NOTHING, Given
from services.experiments.use_cases.calls import close_calls
from services.experiments.use_cases.story import note, tell
from shared.actor import Actor
from shared.events import Event


def go(session: Session, actor: Actor, proeftuin: Proeftuin, transition: Transition, given: Given = NOTHING) -> None:
    """Follow it and tell so; whether the actor may was asked before. Raises what `follow` raises."""
    follow(transition, proeftuin, given)
    tell_followed(session, actor, proeftuin, transition, given)


def tell_followed(
    session: Session, actor: Actor, proeftuin: Proeftuin, transition: Transition, given: Given, *also: Event
) -> None:
    """Write down that it was followed, with the reason where one was given, and say it with what else came of it.

    Where nobody can join any more, nobody is sought either.
    """
    note(session, proeftuin, actor, transition.told, text=given.reason)
    closed = [] if transition.to in JOINABLE else close_calls(session, proeftuin, actor)
    tell(session, actor, *also, transition.said(proeftuin, given), *closed)
