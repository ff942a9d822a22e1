"""What ideas hears: who is a member of which werkkring, which sessions ended, what becomes of ideas, whom to forget."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.ideas.use_cases import hearing
from services.ideas.use_cases.erasure import erase_person
from services.ideas.use_cases.own_data import prepare_export
from shared.bus.subscriptions import Subscriptions
from shared.events import Event
from shared.events.envelope import Heard
from shared.events.experiments import (
    EndResultDelivered,
    ParticipationEnded,
    ParticipationStarted,
    ProeftuinCompleted,
    ProeftuinConcluding,
    ProeftuinFormed,
    ProeftuinPaused,
    ProeftuinRestated,
    ProeftuinResumed,
    ProeftuinStarted,
    ProeftuinStopped,
)
from shared.events.identity import (
    ExportRequested,
    MembershipEnded,
    MembershipRestated,
    MembershipStarted,
    PersonErased,
)
from shared.http.revocations import revocations

subscriptions = Subscriptions("ideas")
subscriptions.include(revocations)

STATES: dict[type[Event], str] = {
    ProeftuinPaused: "paused",
    ProeftuinResumed: "running",
    ProeftuinConcluding: "concluding",
    ProeftuinCompleted: "completed",
}


@subscriptions.on(MembershipStarted, MembershipEnded, MembershipRestated)
def know_membership(session: Session, heard: Heard[MembershipStarted | MembershipEnded | MembershipRestated]) -> None:
    """Keep what decides whether someone may adopt today."""
    hearing.know_membership(session, heard.event, heard.version)


@subscriptions.on(ParticipationStarted, ParticipationEnded)
def know_stint(session: Session, heard: Heard[ParticipationStarted | ParticipationEnded]) -> None:
    """Keep who holds a proeftuin, and so may call for ideas for it."""
    hearing.know_stint(session, heard.event, heard.version)


@subscriptions.on(ProeftuinFormed)
def know_lineage_when_formed(session: Session, heard: Heard[ProeftuinFormed]) -> None:
    """The adopted idea is a proeftuin in the making."""
    hearing.know_formed(session, heard.event, heard.version)


@subscriptions.on(ProeftuinStarted)
def know_lineage_when_started(session: Session, heard: Heard[ProeftuinStarted]) -> None:
    """It runs, and until when."""
    told = heard.event
    hearing.know_state(session, told.proeftuin_id, "running", heard.version)
    dates = {"start_date": told.start_date, "end_date": told.end_date}
    hearing.know_dates(session, told.proeftuin_id, heard.version, **dates)


@subscriptions.on(*STATES)
def know_lineage_when_state_changed(session: Session, heard: Heard[ProeftuinPaused]) -> None:
    """Keep how far it is."""
    hearing.know_state(session, heard.event.proeftuin_id, STATES[type(heard.event)], heard.version)


@subscriptions.on(ProeftuinStopped)
def know_lineage_when_stopped(session: Session, heard: Heard[ProeftuinStopped]) -> None:
    """It ended early, and why."""
    told = heard.event
    hearing.know_state(session, told.proeftuin_id, "stopped", heard.version, reason=told.reason)


@subscriptions.on(EndResultDelivered)
def know_lineage_when_result_delivered(session: Session, heard: Heard[EndResultDelivered]) -> None:
    """Keep what came of it, and where it is found."""
    hearing.know_result(session, heard.event, heard.version)


@subscriptions.on(ProeftuinRestated)
def know_lineage_when_restated(session: Session, heard: Heard[ProeftuinRestated]) -> None:
    """Overwrite what was known of its course."""
    hearing.know_restated(session, heard.event, heard.version)


@subscriptions.on(PersonErased)
def erase_when_person_erased(session: Session, heard: Heard[PersonErased]) -> None:
    """Forget him, and answer that it is done."""
    erase_person(session, heard.event.person_id)


@subscriptions.on(ExportRequested)
def prepare_when_export_requested(session: Session, heard: Heard[ExportRequested]) -> None:
    """Hold ready what is kept of him, and answer that it is."""
    told = heard.event
    prepare_export(session, export_id=told.export_id, person_id=told.person_id, expires_at=told.expires_at)
