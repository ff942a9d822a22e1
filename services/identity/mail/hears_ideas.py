"""What becomes of ideas, and who follows them: each answer notes it, or keeps who is to be told later."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from services.identity.use_cases.notices import follow, know_topic, note, unfollow, withdraw_news
from shared.bus.subscriptions import Subscriptions
from shared.events.envelope import Heard
from shared.events.ideas import (
    IdeaAdopted,
    IdeaMerged,
    IdeaOpened,
    IdeaParked,
    IdeaReopened,
    IdeaRestated,
    IdeaRevised,
    IdeaUnmerged,
    IdeaWithdrawn,
    InterestDeclared,
    InterestDropped,
)

subscriptions = Subscriptions("identity.mail")


@subscriptions.on(IdeaOpened, IdeaRestated)
def know_idea(session: Session, heard: Heard[IdeaOpened | IdeaRestated]) -> None:
    """Keep its title and whose it is; where a moderator looked at it first, its author is told that it stands."""
    told = heard.event
    know_topic(session, told.idea_id, "idea", told.title, heard.version)
    follow(session, heard, told.idea_id, told.author_id, "author")
    if isinstance(told, IdeaOpened) and heard.envelope.actor not in (None, told.author_id):
        note(session, heard, "idea.released", "person", told.idea_id, person_id=told.author_id)


@subscriptions.on(IdeaRevised)
def rename_idea_when_revised(session: Session, heard: Heard[IdeaRevised]) -> None:
    """Keep its new title."""
    know_topic(session, heard.event.idea_id, "idea", heard.event.title, heard.version)


@subscriptions.on(InterestDeclared)
def follow_when_interest_declared(session: Session, heard: Heard[InterestDeclared]) -> None:
    """Who shows interest is told what becomes of it; its author is told that someone does."""
    told = heard.event
    follow(session, heard, told.idea_id, told.person_id, "interest")
    about: dict[str, Any] = {"about_id": told.person_id, "facts": {"interest": told.kind}}
    note(session, heard, "interest.declared", "author", told.idea_id, **about)


@subscriptions.on(InterestDropped)
def unfollow_when_interest_dropped(session: Session, heard: Heard[InterestDropped]) -> None:
    """No mail from now on."""
    unfollow(session, heard.event.idea_id, heard.event.person_id, "interest")


@subscriptions.on(IdeaParked)
def tell_when_idea_parked(session: Session, heard: Heard[IdeaParked]) -> None:
    """Author and followers are told, with the reason."""
    note(session, heard, "idea.parked", "followers", heard.event.idea_id, text=heard.event.reason)


@subscriptions.on(IdeaReopened)
def tell_when_idea_reopened(session: Session, heard: Heard[IdeaReopened]) -> None:
    """Author and followers are told, with the reason."""
    note(session, heard, "idea.reopened", "followers", heard.event.idea_id, text=heard.event.reason)


@subscriptions.on(IdeaWithdrawn)
def tell_when_idea_withdrawn(session: Session, heard: Heard[IdeaWithdrawn]) -> None:
    """What was still to be told of it is told no longer; that it was withdrawn is, with the reason."""
    withdraw_news(session, heard.event.idea_id)
    note(session, heard, "idea.withdrawn", "followers", heard.event.idea_id, text=heard.event.reason)


@subscriptions.on(IdeaMerged)
def tell_author_when_idea_merged(session: Session, heard: Heard[IdeaMerged]) -> None:
    """Its author is told, with the reason and where it goes on; who showed interest follows it there by himself."""
    told = heard.event
    path = f"/ideeen/{told.into_id}"
    note(session, heard, "idea.merged", "author", told.idea_id, text=told.reason, path=path)


@subscriptions.on(IdeaUnmerged)
def tell_author_when_idea_unmerged(session: Session, heard: Heard[IdeaUnmerged]) -> None:
    """Its author is told that it stands by itself again, with the reason."""
    note(session, heard, "idea.unmerged", "author", heard.event.idea_id, text=heard.event.reason)


@subscriptions.on(IdeaAdopted)
def tell_when_idea_adopted(session: Session, heard: Heard[IdeaAdopted]) -> None:
    """Author and followers are told, and asked to come along."""
    told = heard.event
    know_topic(session, told.idea_id, "idea", told.title, heard.version)
    path = f"/proeftuinen/{told.proeftuin_id}"
    note(session, heard, "idea.adopted", "followers", told.idea_id, about_id=told.initiator_id, path=path)
