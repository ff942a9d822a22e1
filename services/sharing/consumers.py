"""What sharing hears: updates to publish, what proeftuinen and werkkringen are called; and everything, for the log."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.sharing.model import Words
from services.sharing.use_cases import erasure, foreign_facts, own_data, public_log, publications
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
    UpdatePosted,
    UpdateRestated,
    UpdateRevised,
    UpdateWithdrawn,
    WerkkringLinked,
)
from shared.events.identity import (
    ExportRequested,
    PersonErased,
    WerkkringRegistered,
    WerkkringRestated,
    WerkkringRevised,
)
from shared.http.revocations import revocations

subscriptions = Subscriptions("sharing")
subscriptions.include(revocations)
log_subscriptions = Subscriptions("sharing.log")

STATES: dict[type[Event], str] = {
    ProeftuinStarted: "running",
    ProeftuinPaused: "paused",
    ProeftuinResumed: "running",
    ProeftuinStopped: "stopped",
    ProeftuinConcluding: "concluding",
    ProeftuinCompleted: "completed",
}


@subscriptions.on(UpdatePosted)
def publish_when_update_posted(session: Session, heard: Heard[UpdatePosted]) -> None:
    """Publish it, also where its proeftuin is not known here yet: that is looked up when someone reads."""
    _publish(session, heard)


@subscriptions.on(UpdateRevised)
def revise_when_update_revised(session: Session, heard: Heard[UpdateRevised]) -> None:
    """Take over the new text as the next revision."""
    _publish(session, heard)


@subscriptions.on(UpdateRestated)
def publish_when_update_restated(session: Session, heard: Heard[UpdateRestated]) -> None:
    """Make up for what was never heard; what is here already stays as it is."""
    _publish(session, heard)


@subscriptions.on(UpdateWithdrawn)
def retract_when_update_withdrawn(session: Session, heard: Heard[UpdateWithdrawn]) -> None:
    """Its author took it back, so we do."""
    told = heard.event
    about = {"update_id": told.update_id, "proeftuin_id": told.proeftuin_id}
    publications.withdraw_update(session, **about, version=heard.version, at=heard.envelope.time)


@subscriptions.on(ProeftuinFormed)
def know_proeftuin_when_formed(session: Session, heard: Heard[ProeftuinFormed]) -> None:
    """Keep what its publications are listed and found by."""
    told = heard.event
    _know(session, heard, state="forming")
    foreign_facts.know_links(session, told.proeftuin_id, [told.werkkring_id])


@subscriptions.on(ProeftuinRestated)
def know_proeftuin_when_restated(session: Session, heard: Heard[ProeftuinRestated]) -> None:
    """Overwrite what was known."""
    told = heard.event
    _know(session, heard, state=told.state)
    foreign_facts.know_links(session, told.proeftuin_id, told.werkkring_ids)


@subscriptions.on(*STATES)
def know_proeftuin_state(session: Session, heard: Heard[ProeftuinStarted]) -> None:
    """Keep how far it is."""
    state = STATES[type(heard.event)]
    foreign_facts.know_proeftuin_state(session, heard.event.proeftuin_id, state=state, version=heard.version)


@subscriptions.on(WerkkringLinked)
def know_link_when_werkkring_linked(session: Session, heard: Heard[WerkkringLinked]) -> None:
    """Let its publications be found by this werkkring too."""
    foreign_facts.know_links(session, heard.event.proeftuin_id, [heard.event.werkkring_id])


@subscriptions.on(WerkkringRegistered, WerkkringRevised, WerkkringRestated)
def know_werkkring(session: Session, heard: Heard[WerkkringRegistered | WerkkringRevised | WerkkringRestated]) -> None:
    """Keep its name, for the titles of feeds."""
    foreign_facts.know_werkkring(session, heard.event.werkkring_id, name=heard.event.name, version=heard.version)


@subscriptions.on(PersonErased)
def erase_when_person_erased(session: Session, heard: Heard[PersonErased]) -> None:
    """Forget him, and answer that it is done."""
    erasure.erase_person(session, heard.event.person_id)


@subscriptions.on(ExportRequested)
def prepare_when_export_requested(session: Session, heard: Heard[ExportRequested]) -> None:
    """Hold ready what is kept of him, and answer that it is."""
    told = heard.event
    own_data.prepare_export(session, export_id=told.export_id, person_id=told.person_id, expires_at=told.expires_at)


@log_subscriptions.on_any
def log_when_anything_happened(session: Session, heard: Heard[Event]) -> None:
    """Add it to the public event log, if it is public."""
    public_log.log_event(session, heard)


def _publish(session: Session, heard: Heard[UpdatePosted] | Heard[UpdateRevised] | Heard[UpdateRestated]) -> None:
    told = heard.event
    publications.publish_update(
        session,
        Words(kind=told.kind, title=told.title, body=told.body, language=told.language),
        update_id=told.update_id,
        proeftuin_id=told.proeftuin_id,
        author_id=told.author_id,
        version=heard.version,
        at=heard.envelope.time,
    )


def _know(session: Session, heard: Heard[ProeftuinFormed] | Heard[ProeftuinRestated], *, state: str) -> None:
    told, version = heard.event, heard.version
    foreign_facts.know_proeftuin(session, told.proeftuin_id, title=told.title, themes=told.themes, version=version)
    foreign_facts.know_proeftuin_state(session, told.proeftuin_id, state=state, version=version)
