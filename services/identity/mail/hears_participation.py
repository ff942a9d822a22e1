"""Who takes part in proeftuinen, which roles WIN has there, and whom moderators keep out."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from services.identity.use_cases.notices import follow, note, unfollow
from shared.bus.subscriptions import Subscriptions
from shared.events.envelope import Heard
from shared.events.experiments import (
    AppealDecided,
    BarImposed,
    BarLifted,
    ParticipationEnded,
    ParticipationStarted,
    WinRoleEnded,
    WinRoleStarted,
)

subscriptions = Subscriptions("identity.mail")


@subscriptions.on(ParticipationStarted)
def follow_when_participation_started(session: Session, heard: Heard[ParticipationStarted]) -> None:
    """He is told from now on; the holders are told that he came."""
    told = heard.event
    for part in ("participant", "holder") if told.holder else ("participant",):
        follow(session, heard, told.proeftuin_id, told.person_id, part)
    note(session, heard, "participation.started", "holders", told.proeftuin_id, about_id=told.person_id)


@subscriptions.on(ParticipationEnded)
def unfollow_when_participation_ended(session: Session, heard: Heard[ParticipationEnded]) -> None:
    """Effective at once, mail included; the holders are told that he left."""
    told = heard.event
    unfollow(session, told.proeftuin_id, told.person_id, "participant", "holder")
    note(session, heard, "participation.ended", "holders", told.proeftuin_id, about_id=told.person_id)


@subscriptions.on(BarImposed)
def tell_when_bar_imposed(session: Session, heard: Heard[BarImposed]) -> None:
    """He is told at once; the reason stands at the proeftuin, for him alone."""
    told = heard.event
    note(session, heard, "bar.imposed", "person", told.proeftuin_id, person_id=told.person_id, urgent=True)


@subscriptions.on(BarLifted)
def tell_when_bar_lifted(session: Session, heard: Heard[BarLifted]) -> None:
    """He is told that he may join again."""
    note(session, heard, "bar.lifted", "person", heard.event.proeftuin_id, person_id=heard.event.person_id)


@subscriptions.on(AppealDecided)
def answer_when_bar_appeal_decided(session: Session, heard: Heard[AppealDecided]) -> None:
    """Where it was denied he is told; where it was granted, the lifting of the bar tells it."""
    told = heard.event
    if told.outcome == "denied":
        note(session, heard, "bar.upheld", "person", told.proeftuin_id, person_id=told.person_id)


@subscriptions.on(WinRoleStarted)
def follow_when_win_role_started(session: Session, heard: Heard[WinRoleStarted]) -> None:
    """He is told from now on, and first that he was asked."""
    told = heard.event
    follow(session, heard, told.proeftuin_id, told.person_id, "mentor" if told.role == "mentor" else "win-role")
    more: dict[str, Any] = {"person_id": told.person_id, "facts": {"role": told.role}}
    note(session, heard, "win-role.started", "person", told.proeftuin_id, **more)


@subscriptions.on(WinRoleEnded)
def unfollow_when_win_role_ended(session: Session, heard: Heard[WinRoleEnded]) -> None:
    """No mail about it from now on."""
    unfollow(session, heard.event.proeftuin_id, heard.event.person_id, "mentor", "win-role")
