"""A sharing service with a website channel on a fake WordPress: what its tests do over and over."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import delete

from services.sharing.channels import service_of
from services.sharing.channels.delivering import Deliverer
from services.sharing.channels.website import Website
from services.sharing.channels.website.wordpress import WordPress
from services.sharing.model import Delivery, Post, publication_id_of
from shared.bus.apply import Applier
from shared.bus.inbox import Inbox
from shared.bus.tables import inbox
from shared.events import Event
from shared.events.experiments import SharingPlanSet, UpdatePosted
from shared.ids import new_id
from tests.kit.wordpress_fake import PASSWORD, USER, WordPressFake
from tests.kit.world import World
from tests.service.sharing.conftest import posted


@dataclass
class Desk:
    """The channel's side of sharing: hears what sharing said, and delivers when told to."""

    world: World
    site: WordPressFake = field(default_factory=WordPressFake)
    trash: bool = False
    proeftuin: UUID = field(default_factory=new_id)

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """A new process on the same ledger."""
        wordpress = WordPress(self.site.url, USER, PASSWORD, self.site.client())
        channel = Website(wordpress, category="Proeftuinen", trash=self.trash)
        database = self.world.service.database
        self.process = service_of(channel, Website.wanted_by, self.world.service.settings, database)
        self.door = Inbox(database, self.process.consumers[0])
        self.deliverer = Deliverer(database, channel)
        self.deliverer.begin()
        self.heard = 0

    def lose_ledger(self) -> None:
        """As after a rebuild from what is heard: nothing is known of what went out."""
        with self.world.service.database.transaction() as session:
            session.execute(delete(Delivery))
            session.execute(delete(Post))
            session.execute(delete(inbox).where(inbox.c.consumer == "sharing.website"))
        self.heard = 0
        self.plan()

    def plan(self, website: bool = True) -> None:
        """The proeftuin says where it shares."""
        told = SharingPlanSet(proeftuin_id=self.proeftuin, rhythm_days=60, website=website, partup_id=None)
        self.take(told)

    def take(self, *events: Event) -> None:
        """Let these arrive at the channel, each twice."""
        for said in events:
            body = self.world.envelope(said)
            self.door.take([body, body])
            while Applier(self.door).step():
                pass

    def hear(self) -> None:
        """Let the channel hear what sharing said since."""
        said = [each for each in self.world.said() if type(each).__name__.startswith("Publication")]
        self.take(*said[self.heard :])
        self.heard = len(said)

    def deliver(self) -> int:
        """Bring whatever is due; how often the channel was called."""
        self.hear()
        calls = 0
        while self.deliverer.step():
            calls += 1
        return calls


EDITOR: dict[str, Any] = {"by": new_id(), "roles": ["editor"]}


def wanted(sharing: World) -> Desk:
    """A desk for a proeftuin that wants to be on the website."""
    made = Desk(sharing)
    made.plan()
    return made


def publish(desk: Desk, **changes: Any) -> UpdatePosted:
    update = posted(desk.proeftuin, **changes)
    desk.world.hear(update)
    return update


def state(desk: Desk, update: UpdatePosted, channel: str = "website") -> dict[str, Any]:
    """What an editor sees of it."""
    path = f"/publications/{publication_id_of(update.update_id)}/deliveries/{channel}"
    found: dict[str, Any] = desk.world.get(path, **EDITOR).json
    return found


def decide(desk: Desk, update: UpdatePosted, verb: str) -> Any:
    path = f"/publications/{publication_id_of(update.update_id)}/deliveries/website/_{verb}"
    return desk.world.post(path, **EDITOR)
