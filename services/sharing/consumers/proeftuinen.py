"""What proeftuinen are, for their publications and for who looks for them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from services.sharing.use_cases import catalogue, foreign_facts
from shared.bus.subscriptions import Subscriptions
from shared.events import Event
from shared.events.envelope import Heard
from shared.events.experiments import (
    ProeftuinCompleted,
    ProeftuinConcluding,
    ProeftuinFormed,
    ProeftuinPaused,
    ProeftuinRestated,
    ProeftuinResumed,
    ProeftuinStarted,
    ProeftuinStopped,
    WerkkringLinked,
)

subscriptions = Subscriptions("sharing")

STATES: dict[type[Event], str] = {
    ProeftuinStarted: "running",
    ProeftuinPaused: "paused",
    ProeftuinResumed: "running",
    ProeftuinStopped: "stopped",
    ProeftuinConcluding: "concluding",
    ProeftuinCompleted: "completed",
}


@subscriptions.on(ProeftuinFormed)
def know_proeftuin_when_formed(session: Session, heard: Heard[ProeftuinFormed]) -> None:
    """Keep what it and its publications are listed and found by."""
    told = heard.event
    _know(session, heard, state="forming", at=heard.envelope.time)
    foreign_facts.know_links(session, told.proeftuin_id, [told.werkkring_id])


@subscriptions.on(ProeftuinRestated)
def know_proeftuin_when_restated(session: Session, heard: Heard[ProeftuinRestated]) -> None:
    """Overwrite what was known."""
    told = heard.event
    _know(session, heard, state=told.state, at=told.formed_at or heard.envelope.time)
    foreign_facts.know_links(session, told.proeftuin_id, told.werkkring_ids)


@subscriptions.on(*STATES)
def know_proeftuin_state(session: Session, heard: Heard[ProeftuinStarted]) -> None:
    """Keep how far it is."""
    about, version = heard.event.proeftuin_id, heard.version
    _know_state(session, heard, STATES[type(heard.event)], heard.envelope.time)
    foreign_facts.know_proeftuin_state(session, about, state=STATES[type(heard.event)], version=version)


@subscriptions.on(WerkkringLinked)
def know_link_when_werkkring_linked(session: Session, heard: Heard[WerkkringLinked]) -> None:
    """Let its publications be found by this werkkring too."""
    foreign_facts.know_links(session, heard.event.proeftuin_id, [heard.event.werkkring_id])


def _know(
    session: Session, heard: Heard[ProeftuinFormed] | Heard[ProeftuinRestated], *, state: str, at: datetime
) -> None:
    told, version = heard.event, heard.version
    about: dict[str, Any] = {"title": told.title, "themes": told.themes, "municipality": told.municipality}
    foreign_facts.know_proeftuin(session, told.proeftuin_id, version=version, **about)
    foreign_facts.know_proeftuin_state(session, told.proeftuin_id, state=state, version=version)
    facts = {**about, "texts": [told.summary], "language": told.language, "proeftuin_id": told.proeftuin_id}
    catalogue.know_text(session, "proeftuin", told.proeftuin_id, version=version, at=at, **facts)
    _know_state(session, heard, state, at)
    catalogue.know_surroundings(session, told.proeftuin_id)


def _know_state(
    session: Session,
    heard: Heard[ProeftuinFormed] | Heard[ProeftuinRestated] | Heard[ProeftuinStarted],
    state: str,
    at: datetime,
) -> None:
    about = heard.event.proeftuin_id
    catalogue.know_state(session, "proeftuin", about, state, version=heard.version, at=at)
