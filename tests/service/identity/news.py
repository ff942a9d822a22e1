"""What the tests of mail about what happened do over and over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from email.message import EmailMessage
from typing import Any
from uuid import UUID

from shared import clock
from shared.events.experiments import ParticipationStarted, ProeftuinFormed, UpdatePosted
from shared.events.ideas import IdeaOpened, InterestDeclared
from shared.ids import new_id
from tests.kit.world import World
from tests.service.identity.acts import post_mail

TEXTS: dict[str, Any] = {
    "what": "Wat",
    "why": "Waarom",
    "concerns": [],
    "themes": [],
    "municipality": None,
    "language": "nl",
}


def idea(world: World, author: UUID, title: str = "Thuiswerkplek") -> UUID:
    """An open idea."""
    found = new_id()
    world.hear(IdeaOpened(idea_id=found, author_id=author, title=title, **TEXTS))
    return found


def interest(world: World, idea_id: UUID, *people: UUID) -> None:
    """These people follow it."""
    for one in people:
        world.hear(InterestDeclared(idea_id=idea_id, person_id=one, kind="follow"))


def proeftuin(
    world: World, idea_id: UUID, title: str = "Proeftuin Thuiswerkplek", werkkring: UUID | None = None
) -> UUID:
    """A proeftuin in the making."""
    found = new_id()
    facts: dict[str, Any] = {"summary": "", "themes": [], "municipality": None, "language": "nl", "title": title}
    ids: dict[str, Any] = {"proeftuin_id": found, "idea_id": idea_id, "werkkring_id": werkkring or new_id()}
    world.hear(ProeftuinFormed(**ids, **facts))
    return found


def joins(world: World, proeftuin_id: UUID, *people: UUID, holder: bool = False) -> None:
    """These people take part."""
    for one in people:
        ids = {"proeftuin_id": proeftuin_id, "stint_id": new_id(), "person_id": one}
        world.hear(ParticipationStarted(**ids, holder=holder, started_at=clock.now()))


def update(proeftuin_id: UUID, author: UUID, title: str = "Eerste week", body: str = "Het **werkt**.") -> UpdatePosted:
    """An update of a proeftuin."""
    ids: dict[str, Any] = {"update_id": new_id(), "proeftuin_id": proeftuin_id, "author_id": author}
    return UpdatePosted(**ids, kind="progress", title=title, body=body, language="nl")


@contextmanager
def morning(days: int = 1) -> Iterator[None]:
    """Half past eight in Amsterdam, so many days from now: today's digests are due."""
    day = clock.today() + timedelta(days=days)
    with clock.moved(datetime.combine(day, time(8, 30), clock.AMSTERDAM) - clock.now()):
        yield


def digests(world: World, days: int = 1) -> list[EmailMessage]:
    """What that morning's digests and urgent mails are, by whom they go to."""
    before = {mail["Message-ID"] for mail in news(world)}
    with morning(days):
        world.pass_time()
        sent = news(world)
    return sorted((mail for mail in sent if mail["Message-ID"] not in before), key=lambda mail: str(mail["To"]))


def news(world: World) -> list[EmailMessage]:
    """Send what is due; every digest and urgent mail sent so far."""
    return [mail for mail in post_mail(world) if "List-Unsubscribe" in mail]


def html_of(mail: EmailMessage) -> str:
    """The HTML of a mail."""
    part = mail.get_body(("html",))
    assert part is not None
    content: str = part.get_content()
    return content
