"""What publications are made from: updates and end results."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.sharing.model import Source, Words
from services.sharing.use_cases import publications
from shared.bus.subscriptions import Subscriptions
from shared.events.envelope import Heard
from shared.events.experiments import (
    EndResultDelivered,
    EndResultRestated,
    UpdatePosted,
    UpdateRestated,
    UpdateRevised,
    UpdateWithdrawn,
)

subscriptions = Subscriptions("sharing")
READ_IT_THERE = {"nl": "Hier vind je het: <{url}>", "en": "You find it here: <{url}>"}


@subscriptions.on(UpdatePosted)
def publish_when_update_posted(session: Session, heard: Heard[UpdatePosted]) -> None:
    """Publish it, also where its proeftuin is not known here yet: that is looked up when someone reads."""
    _publish_update(session, heard)


@subscriptions.on(UpdateRevised)
def revise_when_update_revised(session: Session, heard: Heard[UpdateRevised]) -> None:
    """Take over the new text as the next revision."""
    _publish_update(session, heard)


@subscriptions.on(UpdateRestated)
def publish_when_update_restated(session: Session, heard: Heard[UpdateRestated]) -> None:
    """Make up for what was never heard; what is here already stays as it is."""
    _publish_update(session, heard)


@subscriptions.on(UpdateWithdrawn)
def retract_when_update_withdrawn(session: Session, heard: Heard[UpdateWithdrawn]) -> None:
    """Its author took it back, so we do."""
    source = Source("update", heard.event.update_id, heard.event.proeftuin_id)
    publications.withdraw(session, source, version=heard.version, at=heard.envelope.time)


@subscriptions.on(EndResultDelivered)
def publish_when_end_result_delivered(session: Session, heard: Heard[EndResultDelivered]) -> None:
    """Publish what came of it; delivered anew, it is the next revision. It is the group's, so nobody is named."""
    _publish_end_result(session, heard)


@subscriptions.on(EndResultRestated)
def publish_when_end_result_restated(session: Session, heard: Heard[EndResultRestated]) -> None:
    """Make up for what was never heard."""
    _publish_end_result(session, heard)


def _publish_update(
    session: Session, heard: Heard[UpdatePosted] | Heard[UpdateRevised] | Heard[UpdateRestated]
) -> None:
    told, at = heard.event, heard.envelope.time
    if isinstance(told, UpdateRestated):
        at = told.public_since or at
    words = Words(told.kind, told.title, told.body, told.language, told.licence)
    source = Source("update", told.update_id, told.proeftuin_id, told.author_id, told.credited)
    publications.publish(session, words, source, version=heard.version, at=at)


def _publish_end_result(session: Session, heard: Heard[EndResultDelivered] | Heard[EndResultRestated]) -> None:
    told, at = heard.event, heard.envelope.time
    if isinstance(told, EndResultRestated):
        at = told.delivered_at
    language = told.language if told.language in READ_IT_THERE else "nl"
    there = [READ_IT_THERE[language].format(url=told.url)] if told.url else []
    words = Words("end-result", told.title, "\n\n".join([told.description, *there]), told.language)
    source = Source("end-result", told.proeftuin_id, told.proeftuin_id, credited=False)
    publications.publish(session, words, source, version=heard.version, at=at)
