"""Ideas, for who looks for them: at once, and no longer than everyone may read them."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from services.sharing.use_cases import catalogue
from shared.bus.subscriptions import Subscriptions
from shared.events import Event
from shared.events.envelope import Heard
from shared.events.ideas import (
    IdeaAdopted,
    IdeaHidden,
    IdeaMerged,
    IdeaOpened,
    IdeaParked,
    IdeaReopened,
    IdeaRestated,
    IdeaRevised,
    IdeaUnhidden,
    IdeaUnmerged,
    IdeaWithdrawn,
)

subscriptions = Subscriptions("sharing")

STATES: dict[type[Event], str] = {
    IdeaParked: "parked",
    IdeaReopened: "open",
    IdeaWithdrawn: "withdrawn",
    IdeaHidden: "hidden",
    IdeaMerged: "merged",
}


@subscriptions.on(IdeaOpened)
def show_idea_when_opened(session: Session, heard: Heard[IdeaOpened]) -> None:
    """Let everyone find it."""
    _know(session, heard, "open")


@subscriptions.on(IdeaRevised)
def revise_idea_when_revised(session: Session, heard: Heard[IdeaRevised]) -> None:
    """Let it be found by its new text."""
    _know(session, heard, None)


@subscriptions.on(IdeaAdopted)
def know_idea_when_adopted(session: Session, heard: Heard[IdeaAdopted]) -> None:
    """It is found beside the proeftuin that it became."""
    _know(session, heard, "adopted")


@subscriptions.on(IdeaUnhidden, IdeaRestated)
def show_idea_when_told_again(session: Session, heard: Heard[IdeaUnhidden] | Heard[IdeaRestated]) -> None:
    """Overwrite what was known."""
    _know(session, heard, heard.event.state)


@subscriptions.on(IdeaUnmerged)
def show_idea_when_unmerged(session: Session, heard: Heard[IdeaUnmerged]) -> None:
    """It stands by itself again."""
    _become(session, heard, heard.event.state)


@subscriptions.on(*STATES)
def know_idea_state(session: Session, heard: Heard[Any]) -> None:
    """Hidden, withdrawn or merged, nobody finds it any more; of what is hidden or withdrawn no text is kept."""
    _become(session, heard, STATES[type(heard.event)])


def _know(session: Session, heard: Heard[Any], state: str | None) -> None:
    told = heard.event
    if state is not None:
        _become(session, heard, state)
    catalogue.know_text(
        session,
        "idea",
        told.idea_id,
        title=told.title,
        texts=[told.what, told.why, ", ".join(told.concerns)],
        version=heard.version,
        at=_since(heard),
        themes=told.themes,
        municipality=told.municipality,
        language=told.language,
    )


def _become(session: Session, heard: Heard[Any], state: str) -> None:
    catalogue.know_state(session, "idea", heard.event.idea_id, state, version=heard.version, at=_since(heard))


def _since(heard: Heard[Any]) -> Any:
    return getattr(heard.event, "opened_at", None) or heard.envelope.time
