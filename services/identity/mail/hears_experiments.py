"""What becomes of proeftuinen, and what they publish."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from services.identity.use_cases.notices import (
    know_topic,
    note,
    note_publication,
    tie,
    untie,
    withdraw_update,
)
from shared.bus.subscriptions import Subscriptions
from shared.events.envelope import Heard
from shared.events.experiments import (
    CallOpened,
    CommitmentAccepted,
    CommitmentDeclined,
    CommitmentEnded,
    CommitmentProposed,
    CompositionBroken,
    CompositionRepaired,
    EndResultDelivered,
    HorizonNeared,
    ProeftuinCompleted,
    ProeftuinConcluding,
    ProeftuinFormed,
    ProeftuinPaused,
    ProeftuinRestated,
    ProeftuinResumed,
    ProeftuinStarted,
    ProeftuinStopped,
    RhythmOverdue,
    UpdatePosted,
    UpdateRevised,
    UpdateWithdrawn,
    WerkkringLinked,
)
from shared.events.sharing import PublicationPublished, PublicationRetracted, PublicationRevised

subscriptions = Subscriptions("identity.mail")
Step = ProeftuinPaused | ProeftuinResumed | ProeftuinConcluding | ProeftuinCompleted
STEPS = {
    ProeftuinPaused: "proeftuin.paused",
    ProeftuinResumed: "proeftuin.resumed",
    ProeftuinConcluding: "proeftuin.concluding",
    ProeftuinCompleted: "proeftuin.completed",
}
ANSWERS = {
    CommitmentAccepted: "commitment.accepted",
    CommitmentDeclined: "commitment.declined",
    CommitmentEnded: "commitment.ended",
}


@subscriptions.on(ProeftuinFormed)
def know_proeftuin_when_formed(session: Session, heard: Heard[ProeftuinFormed]) -> None:
    """Keep its title and what it hangs together with; who followed the idea is told."""
    told = heard.event
    know_topic(session, told.proeftuin_id, "proeftuin", told.title, heard.version)
    tie(session, told.proeftuin_id, "idea", told.idea_id)
    tie(session, told.proeftuin_id, "werkkring", told.werkkring_id)
    note(session, heard, "proeftuin.formed", "everyone", told.proeftuin_id, text=told.summary)


@subscriptions.on(ProeftuinRestated)
def know_proeftuin_when_restated(session: Session, heard: Heard[ProeftuinRestated]) -> None:
    """Keep what was never heard."""
    told = heard.event
    know_topic(session, told.proeftuin_id, "proeftuin", told.title, heard.version)
    tie(session, told.proeftuin_id, "idea", told.idea_id)
    for werkkring_id in told.werkkring_ids:
        tie(session, told.proeftuin_id, "werkkring", werkkring_id)


@subscriptions.on(WerkkringLinked)
def tie_when_werkkring_linked(session: Session, heard: Heard[WerkkringLinked]) -> None:
    """Its coordinators are told from now on."""
    tie(session, heard.event.proeftuin_id, "werkkring", heard.event.werkkring_id)


@subscriptions.on(ProeftuinStarted)
def tell_when_proeftuin_started(session: Session, heard: Heard[ProeftuinStarted]) -> None:
    """Everyone is told until when it runs."""
    facts: dict[str, Any] = {"end": heard.event.end_date.isoformat()}
    note(session, heard, "proeftuin.started", "everyone", heard.event.proeftuin_id, facts=facts)


@subscriptions.on(ProeftuinPaused, ProeftuinResumed, ProeftuinConcluding, ProeftuinCompleted)
def tell_of_step(session: Session, heard: Heard[Step]) -> None:
    """Everyone is told."""
    note(session, heard, STEPS[type(heard.event)], "everyone", heard.event.proeftuin_id)


@subscriptions.on(ProeftuinStopped)
def tell_when_proeftuin_stopped(session: Session, heard: Heard[ProeftuinStopped]) -> None:
    """Everyone is told, with the reason."""
    note(session, heard, "proeftuin.stopped", "everyone", heard.event.proeftuin_id, text=heard.event.reason)


@subscriptions.on(CommitmentProposed)
def ask_when_commitment_proposed(session: Session, heard: Heard[CommitmentProposed]) -> None:
    """Who speaks for the organisation is asked at once: nothing starts before they answer."""
    told = heard.event
    more: dict[str, Any] = {"organisation_id": told.organisation_id, "facts": {"part": told.part}, "urgent": True}
    note(session, heard, "commitment.proposed", "organisation", told.proeftuin_id, **more)


@subscriptions.on(CommitmentAccepted, CommitmentDeclined, CommitmentEnded)
def tell_of_answer(session: Session, heard: Heard[CommitmentAccepted | CommitmentDeclined | CommitmentEnded]) -> None:
    """The holders are told; who speaks for an organisation that takes part is told what happens there."""
    told = heard.event
    if isinstance(told, CommitmentAccepted):
        kind = "research" if told.part == "research" else "organisation"
        tie(session, told.proeftuin_id, kind, told.organisation_id, told.commitment_id)
    else:
        untie(session, told.proeftuin_id, told.commitment_id)
    note(session, heard, ANSWERS[type(told)], "holders", told.proeftuin_id)


@subscriptions.on(CallOpened)
def tell_when_call_opened(session: Session, heard: Heard[CallOpened]) -> None:
    """Everyone is told what is sought: one of them may know who."""
    told = heard.event
    facts: dict[str, Any] = {"title": told.title}
    note(session, heard, "call.opened", "everyone", told.proeftuin_id, facts=facts, text=told.text)


@subscriptions.on(CompositionBroken)
def warn_when_composition_broken(session: Session, heard: Heard[CompositionBroken]) -> None:
    """Holders and coordinators are told at once: without repair it pauses."""
    told = heard.event
    facts: dict[str, Any] = {"missing": ", ".join(told.missing), "by": told.repair_by.isoformat()}
    note(session, heard, "composition.broken", "stewards-of", told.proeftuin_id, facts=facts, urgent=True)


@subscriptions.on(CompositionRepaired)
def tell_when_composition_repaired(session: Session, heard: Heard[CompositionRepaired]) -> None:
    """The same people are told that nothing pauses."""
    note(session, heard, "composition.repaired", "stewards-of", heard.event.proeftuin_id)


@subscriptions.on(HorizonNeared)
def tell_when_horizon_neared(session: Session, heard: Heard[HorizonNeared]) -> None:
    """Everyone is told how long there is left."""
    facts: dict[str, Any] = {"months": heard.event.months_left, "end": heard.event.end_date.isoformat()}
    note(session, heard, "horizon.neared", "everyone", heard.event.proeftuin_id, facts=facts)


@subscriptions.on(RhythmOverdue)
def remind_when_rhythm_overdue(session: Session, heard: Heard[RhythmOverdue]) -> None:
    """Whose turn it is is reminded at once; when it shows to everyone, the holders hear that."""
    told = heard.event
    kind = "rhythm.quiet" if told.turn == "quiet" else "rhythm.overdue"
    audience = "mentor" if told.turn == "mentor" else "holders"
    facts: dict[str, Any] = {"since": told.silent_since.isoformat(), "turn": told.turn}
    note(session, heard, kind, audience, told.proeftuin_id, facts=facts, urgent=True)


@subscriptions.on(EndResultDelivered)
def tell_when_end_result_delivered(session: Session, heard: Heard[EndResultDelivered]) -> None:
    """Everyone is told what came of it."""
    told = heard.event
    facts: dict[str, Any] = {"title": told.title}
    note(session, heard, "end-result.delivered", "everyone", told.proeftuin_id, facts=facts, text=told.description)


@subscriptions.on(UpdatePosted, UpdateRevised)
def tell_when_update_posted(session: Session, heard: Heard[UpdatePosted | UpdateRevised]) -> None:
    """Everyone reads it in full; a later text replaces what was not mailed yet."""
    told = heard.event
    more: dict[str, Any] = {
        "text": told.body,
        "facts": {"title": told.title},
        "actor_id": told.author_id,
        "about_id": told.author_id,
    }
    note_publication(session, heard, told.update_id, topic_id=told.proeftuin_id, **more)


@subscriptions.on(PublicationPublished, PublicationRevised)
def link_when_published(session: Session, heard: Heard[PublicationPublished | PublicationRevised]) -> None:
    """The same piece of news, now with a page of its own."""
    told = heard.event
    more: dict[str, Any] = {
        "text": told.body,
        "facts": {"title": told.title},
        "path": f"/publicaties/{told.publication_id}",
    }
    note_publication(session, heard, told.update_id, topic_id=told.proeftuin_id, **more)


@subscriptions.on(UpdateWithdrawn, PublicationRetracted)
def keep_silent_when_withdrawn(session: Session, heard: Heard[UpdateWithdrawn | PublicationRetracted]) -> None:
    """Nobody is mailed its text any more."""
    withdraw_update(session, heard, heard.event.update_id, heard.event.proeftuin_id)
